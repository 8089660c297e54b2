package org.caravanserai.expression;

import org.caravanserai.canonical.ErrorCode;

/**
 * The problems of expressions, by stable code: below 100 found at load, from 200 at run time. Codes are never given out
 * twice.
 */
public enum Code implements ErrorCode {
    EMPTY("EXP-001", "The expression is empty", "Leave the key out, or write a condition."),
    LENGTH("EXP-002", "The expression is longer than 4,000 characters", "Put long lists into a table and use lookup."),
    DEPTH("EXP-003", "The expression is nested deeper than 40 levels", "Split it into several entries."),
    CHARACTER("EXP-004", "A character or operator that the language does not have", "Write what the message proposes."),
    UNFINISHED_TEXT("EXP-005", "A text without its closing quote", "Close it; inside, write \\' for the quote."),
    ESCAPE("EXP-006", "A backslash before a letter that is no escape", "Write \\\\ for a backslash."),
    NUMBER("EXP-007", "A number that cannot be read exactly", "Write digits with a decimal point, at most 40 of them."),
    SYNTAX("EXP-008", "The expression breaks off or goes on unexpectedly", "Write what the message expects there."),
    UNIT(
            "EXP-009",
            "An unknown unit or currency behind a number",
            "Use a UN/ECE Rec 20/21 or ISO 4217 code, or kg, m, l..."),
    NULL("EXP-010", "There is no null in the language", "Write has(x) or not has(x)."),
    NAME(
            "EXP-011",
            "An attribute or field that does not exist here",
            "Use the name proposed, or declare the attribute."),
    FUNCTION(
            "EXP-012", "A function that does not exist for this type", "Use the name proposed; see the function list."),
    ARGUMENTS(
            "EXP-013", "A function with the wrong number or types of arguments", "Call it in one of the forms shown."),
    VALUE("EXP-014", "A constant that the attribute can never have", "Use one of its values, or extend its table."),
    LOCALE("EXP-015", "A localised attribute without a locale", "Write name.fr_FR, or use the key locale."),
    SCOPE("EXP-016", "A scoped attribute without a scope", "Write description.print, or use the key scope."),
    LIST("EXP-017", "A list where one value is wanted", "Ask it with exists, all or size."),
    STRUCT("EXP-018", "Something with fields where one value is wanted", "Name the field."),
    HYPHEN(
            "EXP-019",
            "A hyphen inside a name is a subtraction",
            "Attribute codes have no hyphen; use the name proposed."),
    COMPARE("EXP-021", "Two types that cannot be compared", "Compare values of one type."),
    COMPUTE("EXP-022", "Two types that cannot be computed with each other", "Convert one of them."),
    DIMENSION("EXP-023", "Two quantities that measure different things", "Use a unit of the same dimension."),
    CURRENCY("EXP-024", "Two currencies in one computation", "There is no conversion: use one currency."),
    BOOLEAN("EXP-025", "A value where a condition is wanted", "Compare it with something, or ask has(x)."),
    ARMS("EXP-026", "The two values of ? : have different types", "Give both one type, or use two entries with when."),
    IN_LIST("EXP-027", "'in' without a list of constants of one type", "Write x in ['a', 'b']; for lists use exists."),
    CONSTANTS("EXP-028", "More than 500 constants in one list", "Put them into a table and use lookup."),
    NESTED_LISTS(
            "EXP-029",
            "More than three lists inside each other",
            "Simplify; compute the inner question at the source."),
    PATTERN("EXP-030", "A pattern that is no RE2 regular expression", "RE2 has no look-around and no back references."),
    PATTERN_SIZE(
            "EXP-031", "A pattern that compiles to too large a program", "Use smaller counts, or several conditions."),
    CONSTANT(
            "EXP-032",
            "An argument that must be written out as a constant",
            "Write the value itself, not an expression."),
    UNIT_OF_PACK(
            "EXP-033", "A pack unit cannot be converted without the item", "Use the quantity of the packaging level."),
    HOST("EXP-034", "A function that has no meaning in this file", "See the function list for where it may stand."),
    ZERO("EXP-035", "A division by the constant zero", "Divide by something else."),
    NEVER("EXP-036", "An expression that never has a value", "Write has(x) or not has(x) for empty texts."),
    SHADOW("EXP-037", "A list variable hides an attribute of the same name", "Choose another letter for the variable."),
    DIGITS("EXP-038", "A constant beyond 40 digits", "Only 40 digits are kept."),
    STEPS(
            "EXP-201",
            "More than 1,000,000 list elements visited for one record",
            "Narrow the lists; the item is parked."),
    TEXT_MADE(
            "EXP-202", "More than 1 MiB of text made for one record", "Cut texts before joining; the item is parked."),
    CURRENCIES_MET("EXP-203", "Amounts of two currencies met", "Choose one price list; the item is parked."),
    DIVISION("EXP-204", "A division by zero; the value is missing", "Test the divisor first."),
    DIGITS_MADE(
            "EXP-205", "A result of more than 40 digits; the value is missing", "Round earlier, or mend the source."),
    UNITS_MET(
            "EXP-206",
            "Units that do not convert met; the value is missing",
            "Give the attribute a unit in the model.");

    private final String code;
    private final String meaning;
    private final String remedy;

    Code(String code, String meaning, String remedy) {
        this.code = code;
        this.meaning = meaning;
        this.remedy = remedy;
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
        return remedy;
    }
}
