package org.caravanserai.sandbox.mirakl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Csv;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.Request;
import tools.jackson.databind.node.ObjectNode;

/** STO01 to STO03: quantities of offers that exist, in total or by warehouse; nothing else of an offer changes. */
final class StockImports {
    private static final String TYPE = "stock";
    private static final String ADDRESS = "/api/offers/stock/imports/";
    private static final Duration TAKES = Duration.ofSeconds(45);
    private static final Duration RUNS = Duration.ofSeconds(10);
    private static final Set<String> COLUMNS = Set.of("offer-sku", "quantity", "warehouse-code", "update-delete");

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
                || !table.get().columns().containsAll(List.of("offer-sku", "quantity"))) {
            about.put(
                    "failed", "The file must be CSV with the columns offer-sku;quantity;warehouse-code;update-delete");
        } else {
            for (var row : table.get().rows()) {
                row.forEach(rows.addObject()::put);
                if (desk.refuses(row.getOrDefault("offer-sku", ""))) {
                    refused.add(row.get("offer-sku"));
                }
            }
        }
        var id = "sto-" + desk.state().next("stock-imports", 1);
        Imports.open(id, TYPE, about, TAKES, desk);
        return Imports.created(id, true, ADDRESS);
    }

    Answer status(Request request, Desk desk, List<String> parts) {
        var id = parts.get(0);
        return Imports.find(id, TYPE, desk)
                .map(about -> Answer.json(
                        200,
                        Json.object()
                                .put("import_id", id)
                                .put("date_created", Imports.date(about))
                                .put("shop_id", Mirakl.SHOP)
                                .put("status", status(about, RUNS, desk))
                                .put("has_error_report", about.path("STO03").asBoolean(false))
                                .put("lines_in_success", about.path("success").asInt(0))
                                .put("lines_in_error", about.path("errors").asInt(0))))
                .orElseGet(() -> Mirakl.refusal(404, "Import with identifier [" + id + "] not found"));
    }

    void finish(String id, Desk desk) {
        var about = desk.state().get(Imports.IMPORTS, id).orElseThrow();
        var refused = new ArrayList<String>();
        about.path("refused").forEach(sku -> refused.add(sku.asString()));
        var errors = new ArrayList<List<String>>();
        var skus = new HashSet<String>();
        var places = new HashSet<String>();
        String last = null;
        var line = 1;
        var success = 0;
        for (var row : about.path("rows")) {
            line++;
            var sku = row.path("offer-sku").asString("");
            var quantity = row.path("quantity").asString("").trim();
            var change = row.path("update-delete").asString("").trim();
            var deletes = change.equalsIgnoreCase("delete");
            String wrong = null;
            if (!desk.state().has(OfferRules.OFFERS, sku)) {
                wrong = "There is no offer '" + sku + "'";
            } else if (!deletes && !quantity.matches("\\d{1,9}")) {
                wrong = "The quantity '" + quantity + "' is no whole number of 0 or more";
            } else if (!change.isEmpty() && !deletes && !change.equalsIgnoreCase("update")) {
                wrong = "update-delete is UPDATE or DELETE, not '" + change + "'";
            } else if (refused.contains(sku)) {
                wrong = "The operator refuses the stock of '" + sku + "'";
            } else if (!sku.equals(last) && skus.contains(sku)) {
                wrong = "Quantities of the same offer must stand together";
            } else if (!places.add(
                    sku + "|" + row.path("warehouse-code").asString("").trim())) {
                wrong = "This quantity comes twice";
            }
            last = sku;
            skus.add(sku);
            if (wrong == null) {
                success++;
                put(
                        sku,
                        row.path("warehouse-code").asString("").trim(),
                        deletes ? -1 : Integer.parseInt(quantity),
                        desk);
            } else {
                desk.refused("stock", sku, wrong);
                errors.add(List.of(Integer.toString(line), wrong, sku, quantity));
            }
        }
        about.remove(List.of("rows", "refused"));
        about.put("done", true)
                .put("success", success)
                .put("errors", errors.size())
                .put(
                        "STO03",
                        Imports.report(
                                id, "STO03", List.of("line", "error-reason", "offer-sku", "quantity"), errors, desk));
        desk.state().put(Imports.IMPORTS, id, about);
    }

    static String status(ObjectNode about, Duration runs, Desk desk) {
        if (about.path("done").asBoolean(false)) {
            return about.has("failed") ? "FAILED" : "COMPLETE";
        }
        return Imports.age(about, desk).compareTo(runs) >= 0 ? "RUNNING" : "WAITING";
    }

    /** A quantity of -1 takes the warehouse, or the whole stock, away. */
    private static void put(String sku, String warehouse, int quantity, Desk desk) {
        var offer = desk.state().get(OfferRules.OFFERS, sku).orElseThrow();
        if (warehouse.isEmpty()) {
            offer.remove("warehouses");
            offer.put("quantity", Math.max(0, quantity));
        } else {
            var warehouses = offer.withObject("/warehouses");
            if (quantity < 0) {
                warehouses.remove(warehouse);
            } else {
                warehouses.put(warehouse, quantity);
            }
            var total = 0;
            for (var each : warehouses) {
                total += each.asInt();
            }
            offer.put("quantity", total);
        }
        desk.state().put(OfferRules.OFFERS, sku, offer);
        desk.accepted("stock", sku, offer.path("offer_id").asString(), offer);
    }
}
