package org.caravanserai.home.setting;

import org.caravanserai.canonical.ErrorCode;

/**
 * Every code reading a home reports, with its meaning and what to do: the source of the generated reference page. A code is never reused. {@code
 * HOM}: files of config/ and connectors/; {@code RTE}: routes and Kamelets; {@code TAB}: value tables. A home with an error does not start; a
 * running hub keeps the version it loaded before.
 */
public enum HomeCode implements ErrorCode {
    UNKNOWN_KEY("HOM-001", "The file has a key that is not declared.", "Correct the spelling or remove the key."),
    MISSING_KEY("HOM-002", "A required key is missing.", "Add the key."),
    WRONG_NODE(
            "HOM-003",
            "A list, a map or a value stands where something else is expected.",
            "Write it as the message shows."),
    WRONG_VALUE("HOM-004", "A value is not of its type.", "Write it as the message shows."),
    WRONG_WORD("HOM-005", "A value is not in its closed list.", "Take one of the listed words."),
    LITERAL_SECRET(
            "HOM-006",
            "A secret stands in a file.",
            "Write secret:NAME, env:NAME or file:PATH, and change the secret: it was in a file."),
    WRONG_REFERENCE(
            "HOM-007",
            "A reference is malformed or stands where none is taken.",
            "Write the value, or a whole reference."),
    UNQUOTED_DIGITS(
            "HOM-008",
            "A code made of digits is not in quotes.",
            "Put it in quotes: other readers drop leading zeros."),
    EMPTY_VALUE("HOM-009", "A key has no value.", "Remove the line or give it one."),
    FILE_NAME("HOM-010", "A file or folder name is not in the form of its kind.", "Rename it."),
    WRONG_PLACE("HOM-011", "A file lies where nothing is read.", "Move or remove it."),
    LATER(
            "HOM-012",
            "The file or word belongs to a later version and is not read.",
            "Nothing breaks; it has no effect yet."),
    UNKNOWN_NAME(
            "HOM-013",
            "A name refers to something that does not exist.",
            "Correct it or declare it where the message says."),
    EXTENDS(
            "HOM-014",
            "The file named in extends does not exist, or files extend each other in a circle.",
            "Correct extends."),
    SCHEMA_LINE(
            "HOM-015",
            "The first line does not name the JSON Schema.",
            "Make the line in the message the first line: editors then complete and check."),
    NO_SOURCE(
            "HOM-016",
            "The system of a source delivers nothing, or not this entity.",
            "Take another system or remove the entity."),
    NO_STREAM("HOM-017", "The system of a channel does not take this stream.", "Take one of the listed streams."),
    NO_MAP("HOM-018", "A map or gate is named that does not exist.", "Create the file or correct the name."),
    REDEFINED(
            "HOM-019",
            "An attribute of the core model is declared again.",
            "Choose another code; a home extends the core and never redefines it."),
    MODEL("HOM-020", "The attribute model contradicts itself.", "See the message."),
    PRICES("HOM-021", "Price lists or grids contradict themselves.", "See the message."),
    CIRCLE("HOM-022", "Zones or assortments contain each other.", "Break the circle."),
    PROMISE(
            "HOM-023",
            "An environment of type test would reach a production partner.",
            "Patch the value in the environment or set mode: shadow."),
    STREAMS("HOM-024", "Streams, files or schedules of a channel contradict each other.", "See the message."),
    FORMAT("HOM-025", "A file format does not fit.", "See the message."),
    ENVIRONMENT("HOM-026", "The environment is not there, or it patches a file that is not.", "Correct the name."),
    NO_EFFECT(
            "HOM-027",
            "A key is understood and has no effect in this version.",
            "Nothing breaks; do not count on it, or remove the line."),
    OPERATION(
            "HOM-028", "An operation of a connector contradicts itself or cannot be carried out.", "See the message."),
    ACCOUNT("HOM-029", "An account contradicts itself or another one, or leaves a door open.", "See the message."),
    KAFKA("HOM-030", "What is said of Kafka contradicts itself or cannot be.", "See the message."),
    BRAND("HOM-031", "A brand cannot be shown as it is: its colour, its logo or an address.", "See the message."),
    TABLE("TAB-001", "A value table cannot be read.", "Save it as UTF-8 with semicolons and one header line."),
    TABLE_ROW("TAB-002", "A row of a value table is wrong.", "See the message."),
    ROUTE_FORM(
            "RTE-001",
            "A route file is not one route whose id is the file name.",
            "One file, one route, id = file name."),
    ROUTE_STEP(
            "RTE-002",
            "A step or key is not in the allow-list of its folder.",
            "Say it in a mapping, or move it to a tested Java step."),
    ROUTE_ENDPOINT("RTE-003", "An endpoint is not allowed where it stands.", "Use the endpoints the message lists."),
    ROUTE_DYNAMIC(
            "RTE-004",
            "An address or expression would be built from message data.",
            "Write it out; only {{...}} placeholders are replaced."),
    ROUTE_SYSTEM("RTE-005", "The route's name begins with no connector.", "Name it <system>-<object>-<in,out>."),
    ROUTE_ID("RTE-006", "Two files carry the same route id.", "Rename one of them."),
    KAMELET("RTE-007", "A Kamelet is not in its form.", "See the message."),
    KAMELET_UNKNOWN("RTE-008", "A Kamelet that is called does not exist.", "Correct the name or add the file."),
    ROUTE_LATER("RTE-009", "The endpoint is not in this version.", "Leave the route out until it is.");

    private final String code;
    private final String meaning;
    private final String action;

    HomeCode(String code, String meaning, String action) {
        this.code = code;
        this.meaning = meaning;
        this.action = action;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String meaning() {
        return meaning;
    }

    @Override
    public String action() {
        return action;
    }
}
