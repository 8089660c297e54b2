package org.caravanserai.sandbox.prestashop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.Request;
import tools.jackson.databind.node.ObjectNode;

/** Lists with filters, single records, and the schemas a caller may ask for. */
final class Reads {
    private static final Set<String> KNOWN =
            Set.of("display", "limit", "sort", "date", "schema", "output_format", "io_format", "id_shop", "language");
    private static final Pattern SORT = Pattern.compile("\\[?([a-z0-9_]+)_(ASC|DESC)]?");
    private static final Pattern INTERVAL = Pattern.compile("\\[([^,|]*),([^,|]*)]");

    Answer root(Request request, Desk desk, List<String> parts) {
        var inner = new StringBuilder("<api shopName=\"Sandbox\">\n");
        for (var resource : Resources.all()) {
            inner.append('<').append(resource.name());
            for (var method : List.of("GET", "PUT", "POST", "PATCH", "DELETE")) {
                inner.append(' ')
                        .append(method.toLowerCase(java.util.Locale.ROOT))
                        .append("=\"")
                        .append(resource.methods().contains(method))
                        .append('"');
            }
            inner.append("/>\n");
        }
        return Prestashop.xml(200, inner.append("</api>\n").toString());
    }

    Answer one(Resources.Resource resource, String id, Request request, Desk desk) {
        return desk.state().has(resource.name(), id)
                ? Prestashop.xml(200, full(resource, id, desk))
                : Prestashop.error(404, 92, "This " + resource.item() + " does not exist (" + id + ")");
    }

    Answer list(Resources.Resource resource, Request request, Desk desk) {
        var schema = request.parameter("schema").orElse("");
        if (schema.equals("blank") || schema.equals("synopsis")) {
            return Prestashop.xml(200, schema(resource, schema.equals("synopsis"), desk));
        }
        for (var name : request.query().keySet()) {
            if (!KNOWN.contains(name) && !name.matches("filter\\[[a-z0-9_]+]")) {
                return Prestashop.error(400, 31, "This parameter is not known: " + name);
            }
            if (name.startsWith("filter[") && !readable(resource, name.substring(7, name.length() - 1))) {
                return Prestashop.error(400, 32, "This filter does not exist: " + name);
            }
            if (name.startsWith("filter[date_") && request.number("date", 0, 0, 1) == 0) {
                return Prestashop.error(400, 33, "Filters on dates need date=1");
            }
        }
        var limit = request.parameter("limit").orElse("1");
        if (!limit.matches("\\d{1,9}(,\\d{1,9})?")) {
            return Prestashop.error(
                    400, 39, "The \"limit\" value has to be formed as this example: \"5,25\" or \"10\"");
        }
        var sort = SORT.matcher(request.parameter("sort").orElse("[id_ASC]"));
        if (!sort.matches() || !readable(resource, sort.group(1))) {
            return Prestashop.error(400, 37, "The \"sort\" value has to be formed as this example: \"field_ASC\"");
        }
        var keys = new ArrayList<String>();
        for (var key : candidates(resource, request, desk)) {
            if (fits(resource, key, request, desk)) {
                keys.add(key);
            }
        }
        sort(keys, resource, request, desk);
        var shown = page(keys, request);
        var display = request.parameter("display").orElse("");
        var inner = new StringBuilder("<" + resource.name() + ">\n");
        if (display.isEmpty()) {
            shown.forEach(key -> inner.append("<" + resource.item() + " id=\"" + key + "\"/>\n"));
        } else if (display.equals("full")) {
            shown.forEach(key -> inner.append(full(resource, key, desk)));
        } else if (display.matches("\\[[a-z0-9_,]+]")) {
            var fields = new LinkedHashSet<>(
                    List.of(display.substring(1, display.length() - 1).split(",")));
            for (var field : fields) {
                if (!readable(resource, field)) {
                    return Prestashop.error(400, 35, "Unable to display this field \"" + field + "\"");
                }
            }
            shown.forEach(key -> inner.append(some(resource, key, fields, desk)));
        } else {
            return Prestashop.error(400, 34, "The 'display' parameter has bad syntax");
        }
        return Prestashop.xml(200, inner.append("</" + resource.name() + ">\n").toString());
    }

    /** A record with all its fields and associations. */
    static String full(Resources.Resource resource, String id, Desk desk) {
        var all = new LinkedHashSet<String>();
        all.add("id");
        all.addAll(resource.fields().keySet());
        all.add("associations");
        return some(resource, id, all, desk);
    }

    private static String some(Resources.Resource resource, String id, Set<String> fields, Desk desk) {
        var record = view(resource, id, desk);
        var xml = new StringBuilder("<" + resource.item() + ">\n");
        for (var name : fields) {
            var field = resource.fields().get(name);
            if (name.equals("associations")) {
                associations(resource, record, xml);
            } else if (field != null && field.translated()) {
                xml.append('<').append(name).append('>');
                desk.state()
                        .keys("languages")
                        .forEach(language -> xml.append("<language id=\"" + language + "\">")
                                .append(Xml.text(
                                        record.path(name).path(language).asString("")))
                                .append("</language>"));
                xml.append("</").append(name).append(">\n");
            } else {
                xml.append('<')
                        .append(name)
                        .append('>')
                        .append(Xml.text(record.path(name).asString("")))
                        .append("</")
                        .append(name)
                        .append(">\n");
            }
        }
        return xml.append("</" + resource.item() + ">\n").toString();
    }

    /** With what the shop works out itself. */
    private static ObjectNode view(Resources.Resource resource, String id, Desk desk) {
        var record = desk.state().get(resource.name(), id).orElseThrow().put("id", id);
        if (resource.name().equals("products")) {
            record.put(
                    "manufacturer_name",
                    desk.state()
                            .get("manufacturers", record.path("id_manufacturer").asString(""))
                            .map(one -> one.path("name").asString(""))
                            .orElse(""));
            var associations = record.withObject("/associations");
            owned("combinations", id, associations, desk);
            owned("stock_availables", id, associations, desk);
            owned("images", id, associations, desk);
            record.put("quantity", "0");
        }
        return record;
    }

    private static void owned(String resource, String product, ObjectNode associations, Desk desk) {
        var list = Json.array();
        for (var key : desk.state().find(resource, "id_product", product)) {
            var entry = list.addObject().put("id", key);
            if (resource.equals("stock_availables")) {
                entry.put(
                        "id_product_attribute",
                        desk.state()
                                .get(resource, key)
                                .orElseThrow()
                                .path("id_product_attribute")
                                .asString());
            }
        }
        associations.set(resource, list);
    }

    private static void associations(Resources.Resource resource, ObjectNode record, StringBuilder xml) {
        var known = Resources.ASSOCIATIONS.get(resource.name());
        if (known == null) {
            return;
        }
        xml.append("<associations>\n");
        record.path("associations").properties().forEach(list -> {
            var item = known.get(list.getKey()).get(0);
            xml.append("<" + list.getKey() + ">");
            for (var entry : list.getValue()) {
                xml.append("<" + item + ">");
                entry.properties()
                        .forEach(part -> xml.append("<" + part.getKey() + ">")
                                .append(Xml.text(part.getValue().asString()))
                                .append("</" + part.getKey() + ">"));
                xml.append("</" + item + ">");
            }
            xml.append("</" + list.getKey() + ">\n");
        });
        xml.append("</associations>\n");
    }

    private static String schema(Resources.Resource resource, boolean synopsis, Desk desk) {
        var xml = new StringBuilder("<" + resource.item() + ">\n");
        for (var field : resource.fields().values()) {
            xml.append('<').append(field.name());
            if (synopsis) {
                xml.append(field.required() ? " required=\"true\"" : "")
                        .append(field.writable() ? "" : " read_only=\"true\"")
                        .append(field.longest() < Integer.MAX_VALUE ? " maxSize=\"" + field.longest() + "\"" : "")
                        .append(field.format().isEmpty() ? "" : " format=\"" + field.format() + "\"");
            }
            xml.append('>');
            if (field.translated()) {
                desk.state()
                        .keys("languages")
                        .forEach(language -> xml.append("<language id=\"" + language + "\"></language>"));
            }
            xml.append("</").append(field.name()).append(">\n");
        }
        return xml.append("</" + resource.item() + ">\n").toString();
    }

    private static boolean readable(Resources.Resource resource, String field) {
        return field.equals("id") || resource.fields().containsKey(field);
    }

    /** A filter for one plain value is answered by index; the others look at all. */
    private static List<String> candidates(Resources.Resource resource, Request request, Desk desk) {
        for (var filter : request.query().entrySet()) {
            var value = filter.getValue().get(0).replaceAll("^\\[|]$", "");
            var name = filter.getKey().replaceAll("^filter\\[|]$", "");
            if (filter.getKey().startsWith("filter[")
                    && value.matches("[^\\[\\]|,%!]+")
                    && !name.equals("id")
                    && !resource.fields().get(name).translated()) {
                return desk.state().find(resource.name(), name, value);
            }
        }
        return desk.state().keys(resource.name());
    }

    private static boolean fits(Resources.Resource resource, String key, Request request, Desk desk) {
        var record = desk.state().get(resource.name(), key).orElseThrow().put("id", key);
        for (var filter : request.query().entrySet()) {
            if (filter.getKey().startsWith("filter[")) {
                var name = filter.getKey().substring(7, filter.getKey().length() - 1);
                var value = resource.fields().containsKey(name)
                                && resource.fields().get(name).translated()
                        ? record.path(name).path("1").asString("")
                        : record.path(name).asString("");
                if (!matches(value, filter.getValue().get(0))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** {@code value}, {@code [a|b]}, {@code [from,to]}, {@code [begin]%}, {@code %[part]%}, {@code ![value]}. */
    private static boolean matches(String value, String filter) {
        var interval = INTERVAL.matcher(filter);
        if (interval.matches()) {
            return compare(value, interval.group(1)) >= 0 && compare(value, interval.group(2)) <= 0;
        }
        var plain = filter.replaceAll("[\\[\\]%!]", "");
        if (filter.startsWith("%[")) {
            return value.contains(plain);
        }
        if (filter.endsWith("]%")) {
            return value.startsWith(plain);
        }
        var listed = List.of(plain.split("\\|")).contains(value);
        return filter.startsWith("!") != listed;
    }

    private static int compare(String left, String right) {
        return left.matches("\\d+") && right.matches("\\d+")
                ? Long.compare(Long.parseLong(left), Long.parseLong(right))
                : left.compareTo(right);
    }

    private static void sort(List<String> keys, Resources.Resource resource, Request request, Desk desk) {
        var sort = SORT.matcher(request.parameter("sort").orElse(""));
        if (!sort.matches()) {
            return;
        }
        var name = sort.group(1);
        Comparator<String> order = (a, b) -> name.equals("id")
                ? compare(a, b)
                : compare(text(resource, a, name, desk), text(resource, b, name, desk));
        keys.sort(sort.group(2).equals("ASC") ? order : order.reversed());
    }

    private static String text(Resources.Resource resource, String key, String name, Desk desk) {
        return desk.state().get(resource.name(), key).orElseThrow().path(name).asString("");
    }

    private static List<String> page(List<String> keys, Request request) {
        var limit = request.parameter("limit").orElse("");
        if (!limit.matches("\\d{1,9}(,\\d{1,9})?")) {
            return keys;
        }
        var parts = limit.split(",");
        var offset = parts.length > 1 ? Integer.parseInt(parts[0]) : 0;
        var count = Integer.parseInt(parts[parts.length - 1]);
        return keys.stream().skip(offset).limit(count).toList();
    }
}
