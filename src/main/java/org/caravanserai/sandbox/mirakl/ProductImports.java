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
import tools.jackson.databind.node.ObjectNode;

/**
 * P41 and what follows. Each line goes through two doors: the transformation checks it against the operator's attributes
 * (P47), the integration against what is already there (P44). COMPLETE means every line went through both, not that any
 * of them is listed.
 */
final class ProductImports {
    static final String PRODUCTS = "products";
    private static final String TYPE = "products";
    private static final String ADDRESS = "/api/products/imports/";
    /** Status by the age at which it begins. */
    private static final Map<Duration, String> LIFE = new LinkedHashMap<>();

    private static final Duration TAKES = Duration.ofMinutes(5);

    static {
        LIFE.put(Duration.ZERO, "TRANSFORMATION_WAITING");
        LIFE.put(Duration.ofSeconds(20), "TRANSFORMATION_RUNNING");
        LIFE.put(Duration.ofMinutes(1), "WAITING");
        LIFE.put(Duration.ofMinutes(2), "RUNNING");
        LIFE.put(Duration.ofMinutes(3), "SENT");
    }

    private final Taxonomy taxonomy;

    ProductImports(Taxonomy taxonomy) {
        this.taxonomy = taxonomy;
    }

    Answer take(Request request, Desk desk, List<String> parts) {
        var upload = Imports.upload(request);
        if (upload.isEmpty()) {
            return Imports.noFile();
        }
        var id = Long.toString(desk.state().next("imports", 2001));
        var about = Json.object();
        var table = Csv.read(upload.get().file());
        if (table.isEmpty()) {
            about.put("failed", "The file is not valid CSV in UTF-8 with ';' as separator");
        } else {
            columnsOf(table.get(), about, desk);
            var columns = about.putArray("columns");
            table.get().columns().forEach(columns::add);
            var rows = about.putArray("rows");
            var refused = about.putArray("refused");
            for (var row : table.get().rows()) {
                var line = rows.addObject();
                row.forEach(line::put);
                var sku = row.getOrDefault("shop_sku", "");
                if (desk.refuses(sku)) {
                    refused.add(sku);
                }
            }
        }
        Imports.open(id, TYPE, about, TAKES, desk);
        return Imports.created(id, false, ADDRESS);
    }

    Answer status(Request request, Desk desk, List<String> parts) {
        return Imports.find(parts.get(0), TYPE, desk)
                .map(about -> Answer.json(200, tracking(parts.get(0), about, desk)))
                .orElseGet(() -> Mirakl.refusal(404, "Import with identifier [" + parts.get(0) + "] not found"));
    }

    Answer list(Request request, Desk desk, List<String> parts) {
        var wanted = request.parameter("status");
        var body = Json.object();
        var list = body.putArray("product_import_trackings");
        for (var id : desk.state().keys(Imports.IMPORTS)) {
            Imports.find(id, TYPE, desk)
                    .map(about -> tracking(id, about, desk))
                    .filter(one -> wanted.map(one.path("import_status").asString()::equals)
                            .orElse(true))
                    .ifPresent(list::add);
        }
        return Answer.json(200, body.put("total_count", list.size()));
    }

    /** The end of an import: every line takes effect or is reported. */
    void finish(String id, Desk desk) {
        var about = desk.state().get(Imports.IMPORTS, id).orElseThrow();
        if (about.has("failed")) {
            about.put("done", true);
            desk.state().put(Imports.IMPORTS, id, about);
            return;
        }
        var columns = new ArrayList<String>();
        about.path("columns").forEach(column -> columns.add(column.asString()));
        var refused = new HashSet<String>();
        about.path("refused").forEach(sku -> refused.add(sku.asString()));
        var untransformed = new ArrayList<List<String>>();
        var unintegrated = new ArrayList<List<String>>();
        var added = new ArrayList<List<String>>();
        var seen = new HashSet<String>();
        var integrated = 0;
        var read = 0;
        for (var line : about.path("rows")) {
            read++;
            var row = new LinkedHashMap<String, String>();
            line.properties()
                    .forEach(cell ->
                            row.put(cell.getKey(), cell.getValue().asString().trim()));
            var wrong = transformation(row, desk);
            if (!wrong.isEmpty()) {
                desk.refused(PRODUCTS, row.getOrDefault("shop_sku", ""), String.join(",", wrong));
                untransformed.add(Imports.cells(columns, row, String.join(",", wrong)));
                continue;
            }
            wrong = integration(row, seen, refused, desk);
            if (!wrong.isEmpty()) {
                desk.refused(PRODUCTS, row.get("shop_sku"), String.join(",", wrong));
                unintegrated.add(Imports.cells(columns, row, String.join(",", wrong), ""));
                continue;
            }
            integrated++;
            integrate(row, added, desk);
        }
        about.remove(List.of("rows", "refused"));
        about.put("done", true)
                .put("read", read)
                .put("untransformed", untransformed.size())
                .put("unintegrated", unintegrated.size())
                .put("integrated", integrated)
                .put("P47", Imports.report(id, "P47", with(columns, "errors"), untransformed, desk))
                .put("P44", Imports.report(id, "P44", with(columns, "errors", "warnings"), unintegrated, desk))
                .put("P45", Imports.report(id, "P45", List.of("shop_sku", "product_sku", "category"), added, desk));
        desk.state().put(Imports.IMPORTS, id, about);
    }

    private void columnsOf(Csv.Table table, ObjectNode about, Desk desk) {
        for (var needed : List.of("category", "shop_sku")) {
            if (!table.columns().contains(needed)) {
                about.put("failed", "The column '" + needed + "' is missing");
            }
        }
        for (var column : table.columns()) {
            if (!taxonomy.known(column, desk.state())) {
                about.put("failed", "The column '" + column + "' is no attribute of the operator");
            }
        }
        if (Set.copyOf(table.columns()).size() < table.columns().size()) {
            about.put("failed", "A column comes twice");
        }
    }

    private List<String> transformation(Map<String, String> row, Desk desk) {
        var wrong = new ArrayList<String>();
        var category = row.getOrDefault("category", "");
        if (!category.isEmpty() && !desk.state().has(Taxonomy.HIERARCHIES, category)) {
            wrong.add("1001|The category '" + category + "' is unknown");
            return wrong;
        }
        for (var about : taxonomy.asked(category, desk.state())) {
            var code = about.path("code").asString();
            var value = row.getOrDefault(code, "");
            if (value.isEmpty()) {
                if (about.path("level").asString().equals("REQUIRED")) {
                    wrong.add("1000|The attribute '" + code + "' is required");
                }
            } else {
                value(about, code, value, wrong, desk);
            }
        }
        return wrong;
    }

    private void value(ObjectNode about, String code, String value, List<String> wrong, Desk desk) {
        var longest = about.path("longest").asInt(Integer.MAX_VALUE);
        if (value.codePointCount(0, value.length()) > longest) {
            wrong.add("2010|The attribute '" + code + "' has more than " + longest + " characters");
        }
        var right = switch (about.path("type").asString()) {
            case "LIST" -> taxonomy.allowed(about.path("list").asString(), value, desk.state());
            case "DECIMAL" -> value.matches("\\d{1,9}(\\.\\d{1,4})?");
            case "INTEGER" -> value.matches("\\d{1,9}");
            case "MEDIA" -> value.matches("https?://[^\\s]+");
            default -> true;
        };
        if (!right) {
            wrong.add((about.path("type").asString().equals("LIST") ? "2004" : "2030") + "|The value '" + value
                    + "' is not allowed for the attribute '" + code + "'");
        }
    }

    private static List<String> integration(Map<String, String> row, Set<String> seen, Set<String> refused, Desk desk) {
        var wrong = new ArrayList<String>();
        var sku = row.get("shop_sku");
        var ean = row.get("ean");
        if (!seen.add(sku)) {
            wrong.add("MCM-03000|The product '" + sku + "' comes twice in this file");
        }
        if (ean != null && !Gs1.right(ean)) {
            wrong.add("MCM-05000|The EAN '" + ean + "' is not valid");
        }
        var others = desk.state().find(PRODUCTS, "ean", ean == null ? "" : ean);
        if (ean != null && !others.isEmpty() && !others.contains(sku)) {
            wrong.add("MCM-05010|The EAN '" + ean + "' belongs to another of your products");
        }
        if (refused.contains(sku)) {
            wrong.add("MCM-09000|The operator refuses the product '" + sku + "'");
        }
        return wrong;
    }

    /** The whole product as sent: what a line leaves out is no longer there. */
    private static void integrate(Map<String, String> row, List<List<String>> added, Desk desk) {
        var sku = row.get("shop_sku");
        var before = desk.state().get(PRODUCTS, sku);
        var remote = before.map(product -> product.path("product_sku").asString())
                .orElseGet(() -> "P" + desk.state().next("products", 100001));
        var product = Json.object();
        row.forEach((name, value) -> {
            if (!value.isEmpty()) {
                product.put(name, value);
            }
        });
        desk.state().put(PRODUCTS, sku, product.put("product_sku", remote));
        desk.accepted(PRODUCTS, sku, remote, product);
        if (before.isEmpty()) {
            added.add(List.of(sku, remote, row.get("category")));
        }
    }

    private static ObjectNode tracking(String id, ObjectNode about, Desk desk) {
        var done = about.path("done").asBoolean(false);
        var failed = about.path("failed").asString("");
        var one = Json.object()
                .put("import_id", Long.parseLong(id))
                .put("import_status", status(about, done, failed, desk))
                .put("date_created", Imports.date(about))
                .put("shop_id", Mirakl.SHOP)
                .put("has_error_report", about.path("P44").asBoolean(false))
                .put("has_new_product_report", about.path("P45").asBoolean(false))
                .put("has_transformation_error_report", about.path("P47").asBoolean(false))
                .put("has_transformed_file", false)
                .put("transform_lines_read", about.path("read").asInt(0))
                .put(
                        "transform_lines_in_success",
                        about.path("integrated").asInt(0)
                                + about.path("unintegrated").asInt(0))
                .put("transform_lines_in_error", about.path("untransformed").asInt(0))
                .put("transform_lines_with_warning", 0);
        if (!failed.isEmpty() && done) {
            one.put("reason_status", failed);
        }
        if (done && failed.isEmpty()) {
            one.putObject("integration_details")
                    .put(
                            "products_successfully_synchronized",
                            about.path("integrated").asInt(0))
                    .put("invalid_products", about.path("unintegrated").asInt(0))
                    .put("rejected_products", 0);
        }
        return one;
    }

    private static String status(ObjectNode about, boolean done, String failed, Desk desk) {
        if (done) {
            return failed.isEmpty() ? "COMPLETE" : "TRANSFORMATION_FAILED";
        }
        var age = Imports.age(about, desk);
        var status = "TRANSFORMATION_WAITING";
        for (var step : LIFE.entrySet()) {
            if (age.compareTo(step.getKey()) >= 0) {
                status = step.getValue();
            }
        }
        return status;
    }

    private static List<String> with(List<String> columns, String... more) {
        var all = new ArrayList<>(columns);
        all.addAll(List.of(more));
        return all;
    }
}
