package org.caravanserai.web.shop;

import java.time.Duration;
import org.caravanserai.home.Brand;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.parser.Hash64;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Logos of brands, as they lie in the home. Opened by itself a drawing can do nothing: the page it becomes is in a sandbox. */
@Controller
class ShopLogo {
    private static final Duration KEPT = Duration.ofDays(1);

    private final CurrentHome home;

    ShopLogo(CurrentHome home) {
        this.home = home;
    }

    /** Where the logo of a brand is; changes with its content. Null = it has none. */
    static String path(Brand brand) {
        return brand.logo() == null
                ? null
                : "/shop/" + brand.name() + "/logo?v="
                        + Long.toHexString(Hash64.of(brand.logo().bytes()));
    }

    @GetMapping("/shop/{brand}/logo")
    ResponseEntity<byte[]> logo(@PathVariable String brand) {
        var found = home.get().brands().get(brand);
        if (found == null || found.logo() == null) {
            return ResponseEntity.notFound().build();
        }
        return ResponseEntity.ok()
                .header("Content-Type", found.logo().type())
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
                .header("X-Content-Type-Options", "nosniff")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .cacheControl(CacheControl.maxAge(KEPT).cachePublic())
                .body(found.logo().bytes());
    }
}
