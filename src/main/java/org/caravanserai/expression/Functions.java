package org.caravanserai.expression;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The functions of the language: what exists, in which forms, with an example that a test holds true. */
public final class Functions {
    private static final Map<String, Function> TABLE = new LinkedHashMap<>();

    static {
        general().forEach(Functions::add);
        TextFunctions.ALL.forEach(Functions::add);
        CodeFunctions.ALL.forEach(Functions::add);
        NumberFunctions.ALL.forEach(Functions::add);
        DateFunctions.ALL.forEach(Functions::add);
        hosted().forEach(Functions::add);
    }

    private Functions() {}

    /**
     * One function with all its forms, for the generated reference.
     *
     * @param name as written
     * @param forms each form as it is written: {@code text.cut(integer) -> text}; {@code f(x)} and {@code x.f()} mean
     * the same
     * @param doc one or two sentences
     * @param example an expression over the sample record of the reference page
     * @param result the value of the example as text
     */
    public record Doc(String name, List<String> forms, String doc, String example, String result) {}

    /** All functions by theme. */
    public static List<Doc> all() {
        return TABLE.values().stream()
                .map(each -> new Doc(each.name(), each.forms(), each.doc(), each.example(), each.result()))
                .toList();
    }

    static Function named(String name) {
        return TABLE.get(name);
    }

    static Collection<String> names() {
        return TABLE.keySet();
    }

    /** Names of functions whose receiver can be of this type. */
    static Collection<String> namesFor(Type receiver) {
        var names = new ArrayList<String>();
        for (var function : TABLE.values()) {
            if (takes(function, receiver)) {
                names.add(function.name());
            }
        }
        return names;
    }

    private static boolean takes(Function function, Type receiver) {
        return switch (function.name()) {
            case "has", "today" -> false;
            case "orElse" -> !(receiver instanceof Type.ListOf);
            case "exists", "all" -> receiver instanceof Type.ListOf;
            case "size" -> receiver instanceof Type.ListOf || Types.fits(receiver, Type.TEXT);
            case "matches" -> Types.fits(receiver, Type.TEXT);
            case "locale" -> receiver instanceof Type.Localised;
            case "to" -> receiver instanceof Type.Quantity;
            case "rightsValid" -> receiver instanceof Type.Struct;
            default ->
                function.signatures().stream()
                        .anyMatch(form -> !form.parameters().isEmpty()
                                && form.body() != null
                                && Types.fits(receiver, form.parameters().get(0)));
        };
    }

    private static List<Function> general() {
        return List.of(
                Function.built(
                        "has",
                        "True when there is a value; blank text and empty lists are none. A locale is asked for itself, without fallback.",
                        "has(name.fr_FR)",
                        "true",
                        "has(any) -> boolean"),
                Function.built(
                        "orElse",
                        "The value, or the other one where it is missing; both have one type.",
                        "color.orElse('none')",
                        "none",
                        "any.orElse(the same) -> the same"),
                Function.built(
                        "exists",
                        "True when the condition holds for at least one element; an absent list has none.",
                        "media.exists(m, m.role = 'photo')",
                        "true",
                        "list.exists(name, boolean) -> boolean"),
                Function.built(
                        "all",
                        "True when the condition holds for every element; also when there is none.",
                        "media.all(m, has(m.role))",
                        "true",
                        "list.all(name, boolean) -> boolean"),
                Function.built(
                        "locale",
                        "One locale of a localised attribute, also by the reserved word locale; no fallback.",
                        "name.locale('en_GB')",
                        "Cut-proof glove",
                        "localised.locale(text) -> value"),
                Function.built(
                        "rightsValid",
                        "True when rightsFrom is not after the day and rightsTo is after it; an open end holds for ever.",
                        "media.exists(m, m.rightsValid(today()))",
                        "true",
                        "media.rightsValid(date) -> boolean",
                        "rightsValid(date) -> boolean (inside where and each)"));
    }

    private static List<Function> hosted() {
        return List.of(
                Function.of(
                        "lookup",
                        "The value a table gives for a key; missing when the key is not in it.",
                        "lookup('colours', 'red')",
                        "Rouge",
                        Signature.of("lookup", Type.TEXT, null, Type.TEXT, Type.TEXT)),
                Function.of(
                        "priceOf",
                        "The price valid today in a list (none said: the channel's), for one piece or the quantity said.",
                        "priceOf('public-2027')",
                        "24.90 EUR",
                        Signature.of("priceOf", Type.MONEY, null),
                        Signature.of("priceOf", Type.MONEY, null, Type.TEXT),
                        Signature.of("priceOf", Type.MONEY, null, Type.TEXT, Type.DECIMAL)),
                Function.of(
                        "stockOf",
                        "What is in stock in a warehouse (none said: in those of the channel).",
                        "stockOf('nevers')",
                        "5",
                        Signature.of("stockOf", Type.DECIMAL, null),
                        Signature.of("stockOf", Type.DECIMAL, null, Type.TEXT)),
                Function.of(
                        "inAssortment",
                        "True when the item is in the assortment, or in that of the channel named.",
                        "inAssortment('grand-public')",
                        "true",
                        Signature.of("inAssortment", Type.BOOLEAN, null, Type.TEXT)),
                Function.of(
                        "missingRequired",
                        "The required attributes that are missing, for a channel or system and a locale (none said: everywhere).",
                        "missingRequired().size()",
                        "0",
                        Signature.of("missingRequired", new Type.ListOf(Type.TEXT), null),
                        Signature.of("missingRequired", new Type.ListOf(Type.TEXT), null, Type.TEXT),
                        Signature.of("missingRequired", new Type.ListOf(Type.TEXT), null, Type.TEXT, Type.TEXT)),
                Function.of(
                        "isVariant",
                        "True when the product belongs to a parent; written with or without brackets.",
                        "isVariant",
                        "true",
                        Signature.of("isVariant", Type.BOOLEAN, null)));
    }

    private static void add(Function function) {
        if (TABLE.put(function.name(), function) != null) {
            throw new IllegalStateException("function " + function.name() + " twice");
        }
    }
}
