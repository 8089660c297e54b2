package org.caravanserai.crash;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The three partners of a crash run, as different as partners are: one takes lists and refuses a SKU it has, one takes products one by one and would
 * create the same one twice, one names jobs and tells later.
 *
 * @param channel name of channel, connector and account
 * @param system stand-in
 * @param base behind the address of the account
 * @param kind of the stand-in's records
 * @param operations that carry a batch, in the order of the Kamelet
 * @param looks operations that look at a job
 * @param key SKU of a record, given its key and itself
 * @param text what the record shows of the version
 */
record Shop(
        String channel,
        String system,
        String base,
        String kind,
        List<String> operations,
        List<String> looks,
        Record key,
        Record text) {
    /** Reads a record of a stand-in. */
    interface Record {
        String of(String key, JsonNode record);
    }

    static final Shop WOO = new Shop(
            "woo",
            "woocommerce",
            "/wp-json/wc/v3",
            "products",
            List.of("find", "create", "update", "drop"),
            List.of(),
            (key, record) -> record.path("sku").asString(""),
            (key, record) -> record.path("name").asString(""));

    static final Shop PRESTA = new Shop(
            "presta",
            "prestashop",
            "",
            "products",
            List.of("find", "create", "update", "drop"),
            List.of(),
            (key, record) -> record.path("reference").asString(""),
            (key, record) -> record.path("supplier_reference").asString(""));

    static final Shop MARKET = new Shop(
            "market",
            "mirakl",
            "",
            "offers",
            List.of("import", "drop"),
            List.of("status", "report"),
            (key, record) -> key,
            (key, record) -> record.path("description").asString(""));

    static final List<Shop> ALL = List.of(WOO, PRESTA, MARKET);

    static Optional<Shop> of(String channel) {
        return ALL.stream().filter(shop -> shop.channel().equals(channel)).findFirst();
    }

    /** Where its account is, given the address of the server without a slash at its end. */
    String address(String server) {
        return server + "/sandbox/" + system + "/" + channel + base;
    }
}
