package org.caravanserai.web.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.caravanserai.order.Register;
import org.caravanserai.punchout.session.Happenings;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How much about orders and accounts waits for a person, queue by queue. Cheap at any number of orders: each queue is counted to a limit. */
@RestController
class OrdersWaitingApi {
    private final Register register;
    private final Happenings happenings;

    OrdersWaitingApi(Register register, Happenings happenings) {
        this.register = register;
        this.happenings = happenings;
    }

    /** Counts by queue; {@code changes} are those among the others that ask for a decision about a change, {@code most} stands for "or more". */
    @GetMapping(value = "/api/v1/orders/waiting", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> waiting() {
        var waiting = register.waiting();
        int accounts = happenings.open(Register.COUNTED);
        var json = new LinkedHashMap<String, Object>();
        json.put("unknown", waiting.unknown());
        json.put("held", waiting.held());
        json.put("parked", waiting.parked());
        json.put("troubles", waiting.troubles());
        json.put("accounts", accounts);
        json.put("all", waiting.all() + accounts);
        json.put("changes", register.changes());
        json.put("most", Register.COUNTED);
        return json;
    }
}
