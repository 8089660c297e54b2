package org.caravanserai.sandbox.mirakl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Csv;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * PRI01 to PRI03: all prices of an offer are replaced by those of the file; a price that is not in it is gone. One wrong
 * line leaves all prices of its offer as they were.
 */
final class PriceImports {
    private static final String TYPE = "pricing";
    private static final String ADDRESS = "/api/offers/pricing/imports?import_id=";
    private static final Duration TAKES = Duration.ofSeconds(45);
    private static final Duration RUNS = Duration.ofSeconds(10);
    private static final int MOST = 50;
    private static final Set<String> COLUMNS = Set.of(
            "offer-sku",
            "price",
            "discount-price",
            "discount-start-date",
            "discount-end-date",
            "price-ranges",
            "discount-ranges",
            "channels",
            "start-date",
            "end-date");

    Answer take(Request request, Desk desk, List<String> parts) {
        var upload = Imports.upload(request);
        if (upload.isEmpty()) {
            return Imports.noFile();
        }
        var about = Json.object();
        var rows = about.putArray("rows");
        var refused = about.putArray("refused");
        var table = Csv.read(upload.get().file());
        if (table.isEmpty()
                || !COLUMNS.containsAll(table.get().columns())
                || !table.get().columns().containsAll(List.of("offer-sku", "price"))) {
            about.put(
                    "failed",
                    "The file must be CSV with offer-sku;price;discount-price;discount-start-date;discount-end-date");
        } else {
            for (var row : table.get().rows()) {
                row.forEach(rows.addObject()::put);
                if (desk.refuses(row.getOrDefault("offer-sku", ""))) {
                    refused.add(row.get("offer-sku"));
                }
            }
        }
        var id = "pri-" + desk.state().next("price-imports", 1);
        Imports.open(id, TYPE, about, TAKES, desk);
        return Imports.created(id, true, ADDRESS);
    }

    Answer list(Request request, Desk desk, List<String> parts) {
        var wanted = request.query().getOrDefault("import_id", List.of());
        var status = request.parameter("status");
        var body = Json.object();
        var data = body.putArray("data");
        for (var id : desk.state().keys(Imports.IMPORTS)) {
            if (wanted.isEmpty() || wanted.contains(id)) {
                Imports.find(id, TYPE, desk)
                        .map(about -> tracking(id, about, desk))
                        .filter(one -> status.map(one.path("status").asString()::equals)
                                .orElse(true))
                        .ifPresent(data::add);
            }
        }
        return Answer.json(200, body);
    }

    void finish(String id, Desk desk) {
        var about = desk.state().get(Imports.IMPORTS, id).orElseThrow();
        var refused = new HashSet<String>();
        about.path("refused").forEach(sku -> refused.add(sku.asString()));
        var bySku = new LinkedHashMap<String, List<JsonNode>>();
        var errors = new LinkedHashMap<JsonNode, List<String>>();
        String last = null;
        var line = 1;
        var failedSkus = new HashSet<String>();
        for (var row : about.path("rows")) {
            line++;
            var sku = row.path("offer-sku").asString("").trim();
            var wrong = wrong(row, sku, refused, desk);
            if (bySku.containsKey(sku) && !sku.equals(last)) {
                wrong = "Prices of the same offer must stand together";
            }
            last = sku;
            var rows = bySku.computeIfAbsent(sku, any -> new ArrayList<>());
            for (var other : rows) {
                if (context(other).equals(context(row))) {
                    wrong = "This price comes twice";
                }
            }
            rows.add(row);
            if (rows.size() > MOST) {
                wrong = "An offer has at most " + MOST + " prices";
            }
            if (wrong != null) {
                failedSkus.add(sku);
                desk.refused("prices", sku, wrong);
                errors.put(row, List.of(Integer.toString(line), wrong));
            }
        }
        var updated = 0;
        var success = 0;
        for (var each : bySku.entrySet()) {
            if (!failedSkus.contains(each.getKey())) {
                updated++;
                success += each.getValue().size();
                replace(each.getKey(), each.getValue(), desk);
            }
        }
        finish(id, about, errors, Map.of("updated", updated, "success", success, "offers", failedSkus.size()), desk);
    }

    private static void finish(
            String id, ObjectNode about, Map<JsonNode, List<String>> errors, Map<String, Integer> counts, Desk desk) {
        var lines = new ArrayList<List<String>>();
        errors.forEach((row, error) -> {
            var cells = new ArrayList<>(error);
            cells.add(row.path("offer-sku").asString(""));
            cells.add(row.path("price").asString(""));
            lines.add(cells);
        });
        about.remove(List.of("rows", "refused"));
        counts.forEach(about::put);
        about.put("done", true)
                .put("errors", lines.size())
                .put(
                        "PRI03",
                        Imports.report(
                                id, "PRI03", List.of("line", "error-reason", "offer-sku", "price"), lines, desk));
        desk.state().put(Imports.IMPORTS, id, about);
    }

    private static String wrong(JsonNode row, String sku, Set<String> refused, Desk desk) {
        var price = OfferRules.decimal(row, "price");
        var discount = OfferRules.decimal(row, "discount-price");
        var periods = new ArrayList<String>();
        OfferRules.period(
                OfferRules.text(row, "discount-start-date"),
                OfferRules.text(row, "discount-end-date"),
                "discount",
                periods);
        if (!desk.state().has(OfferRules.OFFERS, sku)) {
            return "There is no offer '" + sku + "'";
        }
        if (price == null || price.signum() <= 0 || price.scale() > 2) {
            return "The price is required, above 0, with at most 2 decimals";
        }
        if (!OfferRules.text(row, "discount-price").isEmpty()
                && (discount == null || discount.signum() <= 0 || discount.compareTo(price) >= 0)) {
            return "The discount price must be above 0 and below the price";
        }
        if (!periods.isEmpty()) {
            return periods.get(0);
        }
        return refused.contains(sku) ? "The operator refuses the prices of '" + sku + "'" : null;
    }

    private static String context(JsonNode row) {
        return OfferRules.text(row, "channels") + "|" + OfferRules.text(row, "start-date") + "|"
                + OfferRules.text(row, "end-date");
    }

    private static void replace(String sku, List<JsonNode> rows, Desk desk) {
        var offer = desk.state().get(OfferRules.OFFERS, sku).orElseThrow();
        offer.remove(List.of("discount", "price_ranges"));
        var prices = offer.putArray("prices");
        for (var row : rows) {
            var price = prices.addObject();
            row.properties().forEach(cell -> {
                if (!cell.getKey().equals("offer-sku")
                        && !cell.getValue().asString().isBlank()) {
                    price.put(cell.getKey(), cell.getValue().asString().trim());
                }
            });
            if (context(row).equals("||")) {
                offer.put("price", OfferRules.decimal(row, "price"));
            }
        }
        desk.state().put(OfferRules.OFFERS, sku, offer);
        desk.accepted("prices", sku, offer.path("offer_id").asString(), offer);
    }

    private static ObjectNode tracking(String id, ObjectNode about, Desk desk) {
        return Json.object()
                .put("import_id", id)
                .put("date_created", Imports.date(about))
                .put("shop_id", Mirakl.SHOP)
                .put("status", StockImports.status(about, RUNS, desk))
                .put("origin", "API")
                .put("reason_status", about.path("failed").asString(""))
                .put("has_error_report", about.path("PRI03").asBoolean(false))
                .put("lines_in_success", about.path("success").asInt(0))
                .put("lines_in_error", about.path("errors").asInt(0))
                .put("offers_in_error", about.path("offers").asInt(0))
                .put("offers_updated", about.path("updated").asInt(0));
    }
}
