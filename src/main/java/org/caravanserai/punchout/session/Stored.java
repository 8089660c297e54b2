package org.caravanserai.punchout.session;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.caravanserai.canonical.Money;
import org.caravanserai.home.Account;
import org.caravanserai.parser.Json;
import org.caravanserai.parser.Outcome;
import org.caravanserai.punchout.ReturnForm;
import org.caravanserai.punchout.Setup;
import org.caravanserai.punchout.cxml.Parties;
import org.caravanserai.punchout.oci.OciCall;
import org.caravanserai.store.Packed;

/** What a visit keeps, as JSON in packed rows. */
final class Stored {
    /** What the set-up left behind; {@code user} null = a guest. */
    record Visit(Setup setup, Way way, String user, String locale) {}

    private Stored() {}

    static byte[] visit(Visit visit) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("user", visit.user());
        tree.put("locale", visit.locale());
        tree.put("setup", setup(visit.setup()));
        if (visit.way() instanceof Way.Cxml cxml) {
            tree.put(
                    "cxml",
                    map(
                            "us",
                            identity(cxml.between().us()),
                            "them",
                            identity(cxml.between().them()),
                            "test",
                            cxml.between().test()));
        } else if (visit.way() instanceof Way.Oci oci) {
            var frame = oci.frame();
            tree.put(
                    "oci",
                    map(
                            "hook",
                            frame.hookUrl(),
                            "charset",
                            frame.charset().name(),
                            "target",
                            frame.target(),
                            "echo",
                            List.of(
                                    frame.echo().okCode(),
                                    frame.echo().target(),
                                    frame.echo().caller())));
        }
        return packed(tree);
    }

    static Visit visit(byte[] stored) {
        var tree = tree(stored);
        return new Visit(setup(part(tree, "setup")), way(tree), text(tree, "user"), text(tree, "locale"));
    }

    private static Way way(Map<?, ?> tree) {
        if (tree.get("cxml") instanceof Map<?, ?> cxml) {
            return new Way.Cxml(new Parties(
                    identity(part(cxml, "us")),
                    identity(part(cxml, "them")),
                    null,
                    Boolean.TRUE.equals(cxml.get("test"))));
        }
        var oci = part(tree, "oci");
        var echo = list(oci, "echo", String.class::cast);
        return new Way.Oci(new OciCall.Frame(
                null,
                null,
                text(oci, "hook"),
                Charset.forName(text(oci, "charset")),
                text(oci, "target"),
                new OciCall.Echo(echo.get(0), echo.get(1), echo.get(2))));
    }

    private static Map<String, Object> identity(Account.Identity identity) {
        return map("domain", identity.domain(), "value", identity.value());
    }

    private static Account.Identity identity(Map<?, ?> tree) {
        return new Account.Identity(text(tree, "domain"), text(tree, "value"));
    }

    private static Map<String, Object> setup(Setup setup) {
        var to = setup.shipTo();
        return map(
                "operation",
                setup.operation().name(),
                "cookie",
                setup.cookie(),
                "returnUrl",
                setup.returnUrl(),
                "extras",
                setup.extras().stream()
                        .map(one -> map("name", one.name(), "value", one.value()))
                        .toList(),
                "contactMail",
                setup.contactMail(),
                "shipTo",
                to == null
                        ? null
                        : map(
                                "id",
                                to.id(),
                                "name",
                                to.name(),
                                "deliverTo",
                                to.deliverTo(),
                                "street",
                                to.street(),
                                "postcode",
                                to.postcode(),
                                "city",
                                to.city(),
                                "state",
                                to.state(),
                                "country",
                                to.country(),
                                "mail",
                                to.mail()),
                "selected",
                setup.selected() == null ? null : part(setup.selected()),
                "search",
                setup.search(),
                "lines",
                setup.lines().stream().map(Stored::line).toList());
    }

    private static Map<String, Object> part(Setup.Part part) {
        return map("sku", part.sku(), "auxiliary", part.auxiliary());
    }

    private static Map<String, Object> line(Setup.Line line) {
        var price = line.unitPrice();
        return map(
                "number",
                line.number(),
                "part",
                part(line.part()),
                "quantity",
                line.quantity(),
                "price",
                price == null ? null : price.amount(),
                "currency",
                price == null ? null : price.currency(),
                "unit",
                line.unit(),
                "description",
                line.description());
    }

    private static Setup setup(Map<?, ?> tree) {
        return new Setup(
                Setup.Operation.valueOf(text(tree, "operation")),
                text(tree, "cookie"),
                text(tree, "returnUrl"),
                list(
                        tree,
                        "extras",
                        one -> new Setup.Extra(text((Map<?, ?>) one, "name"), text((Map<?, ?>) one, "value"))),
                text(tree, "contactMail"),
                tree.get("shipTo") instanceof Map<?, ?> to ? destination(to) : null,
                tree.get("selected") instanceof Map<?, ?> part ? setupPart(part) : null,
                text(tree, "search"),
                list(tree, "lines", one -> setupLine((Map<?, ?>) one)));
    }

    private static Setup.Destination destination(Map<?, ?> to) {
        return new Setup.Destination(
                text(to, "id"),
                text(to, "name"),
                list(to, "deliverTo", String.class::cast),
                list(to, "street", String.class::cast),
                text(to, "postcode"),
                text(to, "city"),
                text(to, "state"),
                text(to, "country"),
                text(to, "mail"));
    }

    private static Setup.Part setupPart(Map<?, ?> part) {
        return new Setup.Part(text(part, "sku"), text(part, "auxiliary"));
    }

    private static Setup.Line setupLine(Map<?, ?> line) {
        var price = text(line, "price");
        return new Setup.Line(
                ((Number) line.get("number")).intValue(),
                setupPart(part(line, "part")),
                new BigDecimal(text(line, "quantity")),
                price == null ? null : new Money(new BigDecimal(price), text(line, "currency")),
                text(line, "unit"),
                text(line, "description"));
    }

    static byte[] basket(List<Basket.Line> lines) {
        return packed(map(
                "lines",
                lines.stream()
                        .map(line -> map(
                                "mark",
                                line.mark(),
                                "sku",
                                line.sku(),
                                "quantity",
                                line.quantity(),
                                "unit",
                                line.unit(),
                                "note",
                                line.note()))
                        .toList()));
    }

    static Basket basket(int revision, byte[] stored) {
        return new Basket(revision, list(tree(stored), "lines", one -> {
            var line = (Map<?, ?>) one;
            return new Basket.Line(
                    text(line, "mark"),
                    text(line, "sku"),
                    new BigDecimal(text(line, "quantity")),
                    text(line, "unit"),
                    text(line, "note"));
        }));
    }

    static byte[] form(ReturnForm form) {
        return packed(map(
                "action",
                form.action(),
                "target",
                form.target(),
                "charset",
                form.charset().name(),
                "fields",
                form.fields().stream()
                        .map(field -> map("name", field.name(), "value", field.value()))
                        .toList(),
                "notes",
                form.notes()));
    }

    static ReturnForm form(byte[] stored) {
        var tree = tree(stored);
        return new ReturnForm(
                text(tree, "action"),
                text(tree, "target"),
                Charset.forName(text(tree, "charset")),
                list(
                        tree,
                        "fields",
                        one -> new ReturnForm.Field(text((Map<?, ?>) one, "name"), text((Map<?, ?>) one, "value"))),
                list(tree, "notes", String.class::cast));
    }

    private static byte[] packed(Map<String, Object> tree) {
        return Packed.of(Json.write(tree)).stored();
    }

    private static Map<?, ?> tree(byte[] stored) {
        try {
            var outcome =
                    Json.read(new ByteArrayInputStream(Packed.stored(stored).body()));
            if (outcome instanceof Outcome.Taken<Object> taken && taken.value() instanceof Map<?, ?> tree) {
                return tree;
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        throw new IllegalStateException("what a visit kept is no JSON object");
    }

    /** Names and values in turn; what is null is left out. */
    private static Map<String, Object> map(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i + 1] != null) {
                map.put((String) pairs[i], pairs[i + 1]);
            }
        }
        return map;
    }

    private static Map<?, ?> part(Map<?, ?> tree, String name) {
        return (Map<?, ?>) tree.get(name);
    }

    private static String text(Map<?, ?> tree, String name) {
        return (String) tree.get(name);
    }

    private static <T> List<T> list(Map<?, ?> tree, String name, Function<Object, T> read) {
        return ((List<?>) tree.get(name)).stream().map(one -> read.apply(one)).toList();
    }
}
