package org.caravanserai;

import java.util.List;
import java.util.Map;
import org.caravanserai.web.HttpRefusal;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Addresses of the shared hub that go wrong on purpose. */
@Configuration(proxyBeanMethods = false)
@RestController
class TestPages {
    record Order(String number, List<String> lines) {}

    @GetMapping("/api/v1/test/fails")
    String fails() {
        throw new IllegalStateException("the password is hunter2");
    }

    @GetMapping("/api/v1/test/refuses")
    String refuses() {
        throw new HttpRefusal(HttpStatus.CONFLICT, "TEST-001", "The plan is stale: make a new one.");
    }

    @PostMapping("/api/v1/test/order")
    Map<String, Object> order(@RequestBody Order order) {
        return Map.of("number", order.number());
    }
}
