package org.caravanserai.home;

import java.util.Map;
import org.caravanserai.parser.YamlNode;

/**
 * The body of an operation as declared, one form per codec. Texts are {@link Template}s.
 *
 * <p>In JSON and XML the body is written as YAML of the same shape. A text that is nothing but {@code {row}} is the row, {@code {rows}} the list of
 * rows; unquoted {@code true}, {@code 12} and {@code null} keep their type in JSON. A map with the single key {@code each} is a list with one
 * element per item, in which {@code {key} {remoteId} {row}} speak of that item; a map with the single key {@code merge} is the maps of its list laid
 * over each other. In XML {@code @name} is an attribute and {@code #text} the text beside attributes.
 *
 * <p>Names of a row's fields are paths: {@code price.amount} nests, {@code translations[languageCode=fr].name} is the field {@code name} of that entry
 * of the list {@code translations} whose {@code languageCode} is {@code fr} (in XML: the element {@code translations} with this attribute),
 * {@code price[0].net} a field of the first entry; {@code price.@currency} an attribute. In CSV and forms names stay as they are. Fields whose name
 * begins with {@code _} serve placeholders only and are never written.
 */
public sealed interface Payload {
    /** What becomes of values that are missing. */
    enum Empty {
        /** The field is left out. */
        OMIT,
        /** JSON null, an empty XML element. */
        WRITE
    }

    /** How decimals stand in JSON. */
    enum Decimals {
        NUMBER,
        TEXT
    }

    /** {@code json:} with any YAML below. */
    record Json(YamlNode template, Decimals decimals, Empty empty) implements Payload {}

    /** {@code xml:} with a map of the one root element. */
    record Xml(YamlNode template, Empty empty) implements Payload {}

    /**
     * {@code csv:}; one line per item.
     *
     * @param columns texts by column name, empty = the fields of the rows
     * @param quoteAll every cell in quotes
     */
    record Csv(Format format, Map<String, String> columns, boolean quoteAll) implements Payload {}

    /**
     * {@code form:}, URL-encoded.
     *
     * @param fields texts by name, in order
     */
    record Form(Map<String, String> fields) implements Payload {}

    /** {@code multipart:}, parts by name in order. */
    record Multipart(Map<String, Part> parts) implements Payload {}

    /** {@code graphql:} the text of the request, which is no template, and its variables. */
    record GraphQl(String query, YamlNode variables, Decimals decimals, Empty empty) implements Payload {}

    /**
     * {@code fetch:} what stands at an address, as it is; only as a file part.
     *
     * @param address a text
     */
    record Fetched(String address) implements Payload {}

    /**
     * {@code document:} something the hub wrote itself and hands over with the call, as it is.
     *
     * @param mediaType value of Content-Type
     */
    record Document(String mediaType) implements Payload {
        /** Name of the text of the call that holds it. */
        public static final String VARIABLE = "document";
    }

    /** A part of a multipart body. */
    sealed interface Part {}

    /** A plain text. */
    record TextPart(String text) implements Part {}

    /**
     * A file.
     *
     * @param fileName a text
     * @param content {@link Csv}, {@link Json}, {@link Xml} or {@link Fetched}
     */
    record FilePart(String fileName, Payload content) implements Part {}
}
