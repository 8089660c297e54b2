package org.caravanserai.punchout.oci;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.caravanserai.canonical.Finding;
import org.caravanserai.home.Account;
import org.caravanserai.punchout.Decimals;
import org.caravanserai.punchout.ReturnForm;
import org.caravanserai.punchout.Setup;

/** A user's browser that comes from a procurement system by OCI: no handshake, everything is in the parameters (OCI 4.0, 2; 5.0, 2). */
public sealed interface OciCall {
    /** Longest value of a parameter that is taken. */
    int LONGEST = 4000;

    /** What the buyer wants to have back as it came. */
    record Echo(String okCode, String target, String caller) {}

    /**
     * What every call says.
     *
     * @param login null = none was sent
     * @param secret null = none was sent
     * @param hookUrl where the cart goes, decoded; null = none was sent
     * @param charset of the form that goes back
     */
    record Frame(String login, String secret, String hookUrl, Charset charset, String target, Echo echo) {
        /** Never shows the secret. */
        @Override
        public String toString() {
            return "Frame[login=" + login + ", hookUrl=" + hookUrl + ", charset=" + charset + "]";
        }
    }

    /** A user who wants to shop; DETAIL opens a product, SOURCING searches at once. */
    record Shop(Frame frame, Setup setup) implements OciCall {}

    /**
     * The buyer's system asks for price and texts of one product of an earlier cart; it is answered on the same address,
     * with a form of that product or, when it is gone, with an empty one.
     *
     * @param product EXT_PRODUCT_ID or VENDORMAT we sent
     */
    record Validate(Frame frame, String product, BigDecimal quantity) implements OciCall {}

    /** A call that is not served; the text is for the user's page. */
    record Refused(Frame frame, String text) implements OciCall {}

    /** Parameters that are no extras of the user. */
    Set<String> KNOWN = Set.of(
            "HOOK_URL",
            "OCI_VERSION",
            "OPI_VERSION",
            "OCIVERSION",
            "HTTP_CONTENT_CHARSET",
            "RETURNTARGET",
            "~OKCODE",
            "~TARGET",
            "~CALLER",
            "~FORCETARGET",
            "FUNCTION",
            "PRODUCTID",
            "QUANTITY",
            "SEARCHSTRING",
            "VENDOR",
            "OCICANCEL");

    /** Reads a call. Never throws for what was sent. */
    static OciCall of(Parameters parameters, Account.Oci settings) {
        var hook = hook(parameters);
        var frame = new Frame(
                parameters.text(settings.userField()).orElse(null),
                parameters.value(settings.passwordField()).orElse(null),
                hook,
                charset(parameters, settings),
                parameters
                        .text("returntarget")
                        .or(() -> parameters.text("~TARGET"))
                        .orElse("_top"),
                new Echo(
                        parameters.text("~OkCode").orElse("ADDI"),
                        parameters.text("~TARGET").orElse("_top"),
                        parameters.text("~CALLER").orElse("CTLG")));
        var function = parameters.text("FUNCTION").orElse("").toUpperCase(Locale.ROOT);
        if (parameters.all().stream()
                .anyMatch(field ->
                        field.value().length() > LONGEST || field.name().length() > LONGEST)) {
            return new Refused(frame, "a parameter is longer than " + LONGEST + " characters");
        }
        if (hook == null) {
            return new Refused(frame, "HOOK_URL is missing: without it no cart can be returned");
        }
        if (itemsIn(hook)) {
            return new Refused(
                    frame,
                    "HOOK_URL holds fields of items (NEW_ITEM-...): whoever reads them would take them as lines of the cart");
        }
        return switch (function) {
            case "" -> shop(parameters, frame, settings, null, null);
            case "DETAIL" -> detail(parameters, frame, settings);
            case "SOURCING" ->
                shop(
                        parameters,
                        frame,
                        settings,
                        null,
                        parameters.text("SEARCHSTRING").orElse(null));
            case "VALIDATE" -> validate(parameters, frame);
            case "BACKGROUND_SEARCH" -> new Refused(frame, "BACKGROUND_SEARCH is not served by this catalogue");
            default -> new Refused(frame, "the function '" + Finding.cut(function) + "' is not known");
        };
    }

    /**
     * The parameters of an address, decoded once as every receiver does; none when it has no query.
     *
     * @param hook as the buyer sent it
     */
    static List<ReturnForm.Field> parameters(String hook) {
        int query = hook.indexOf('?');
        if (query < 0 || !hook.toLowerCase(Locale.ROOT).startsWith("http")) {
            return List.of();
        }
        int anchor = hook.indexOf('#', query);
        return Parameters.split(hook.substring(query + 1, anchor < 0 ? hook.length() : anchor), StandardCharsets.UTF_8);
    }

    /** Whether an address says what a form says of items; PHP reads a dot or blank in a name as an underscore. */
    private static boolean itemsIn(String hook) {
        return parameters(hook).stream()
                .anyMatch(field -> field.name()
                        .strip()
                        .replaceAll("[. ]", "_")
                        .toUpperCase(Locale.ROOT)
                        .startsWith("NEW_ITEM"));
    }

    private static OciCall detail(Parameters parameters, Frame frame, Account.Oci settings) {
        var product = parameters.text("PRODUCTID");
        return product.isEmpty()
                ? new Refused(frame, "DETAIL needs PRODUCTID")
                : shop(parameters, frame, settings, new Setup.Part(product.get(), null), null);
    }

    private static OciCall validate(Parameters parameters, Frame frame) {
        var product = parameters.text("PRODUCTID");
        if (product.isEmpty()) {
            return new Refused(frame, "VALIDATE needs PRODUCTID");
        }
        var written = parameters.text("QUANTITY");
        var quantity = written.isEmpty() ? java.util.Optional.of(BigDecimal.ONE) : Decimals.of(written.get());
        return quantity.filter(number -> number.signum() > 0)
                .<OciCall>map(number -> new Validate(frame, product.get(), number))
                .orElseGet(() ->
                        new Refused(frame, "QUANTITY is '" + Finding.cut(written.orElse("")) + "', no number above 0"));
    }

    private static OciCall shop(
            Parameters parameters, Frame frame, Account.Oci settings, Setup.Part selected, String search) {
        var extras = new ArrayList<Setup.Extra>();
        for (var field : parameters.all()) {
            boolean own = KNOWN.contains(field.name().toUpperCase(Locale.ROOT))
                    || field.name().equalsIgnoreCase(settings.userField())
                    || field.name().equalsIgnoreCase(settings.passwordField());
            if (!own && !field.value().isBlank()) {
                extras.add(new Setup.Extra(field.name().strip(), field.value().strip()));
            }
        }
        return new Shop(
                frame,
                new Setup(
                        Setup.Operation.CREATE, "", frame.hookUrl(), extras, null, null, selected, search, List.of()));
    }

    /** Some systems encode the address twice. */
    private static String hook(Parameters parameters) {
        var hook = parameters.text("HOOK_URL").orElse(null);
        if (hook == null) {
            return null;
        }
        boolean twice = hook.toLowerCase(Locale.ROOT).matches("https?%3a%2f%2f.*|sapevent%3apost");
        return twice ? Parameters.decode(hook, StandardCharsets.UTF_8).strip() : hook;
    }

    private static Charset charset(Parameters parameters, Account.Oci settings) {
        var name = parameters.text("http_content_charset");
        try {
            return name.filter(text -> text.length() < 40)
                    .filter(text -> Set.of(
                                    "ISO-8859-1",
                                    "ISO-8859-15",
                                    "WINDOWS-1252",
                                    "US-ASCII",
                                    "UTF-8",
                                    "ISO-8859-2",
                                    "WINDOWS-1250")
                            .contains(text.toUpperCase(Locale.ROOT)))
                    .map(Charset::forName)
                    .orElse(settings.encoding());
        } catch (IllegalArgumentException unknown) {
            return settings.encoding();
        }
    }

    /** What every call says. */
    Frame frame();
}
