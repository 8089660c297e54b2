package org.caravanserai.sandbox.vendure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.caravanserai.sandbox.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A GraphQL document with one operation, read with its variables put in (GraphQL specification of October 2021, sections
 * 2.2 to 2.10; no directives). What is not of that form is refused.
 */
final class Query {
    /** The document cannot be read or does not fit the schema. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String code;

        Refused(String code, String message) {
            super(message, null, false, false);
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    /**
     * A field that is asked for.
     *
     * @param on type it is asked of inside a fragment, null = whatever comes
     */
    record Field(String alias, String name, ObjectNode arguments, List<Field> children, String on) {}

    private static final Pattern TOKENS = Pattern.compile(
            "\\s*(?:#[^\\n]*\\n\\s*)*(?:(\\.\\.\\.)|([_A-Za-z][_0-9A-Za-z]*)|(-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)"
                    + "|(\"\"\"(?s:.*?)\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\")|([!$():=@\\[\\]{|},]))");

    private final List<String> tokens = new ArrayList<>();
    private final ObjectNode variables;
    private final Map<String, List<Field>> fragments = new HashMap<>();
    private final List<Field> roots = new ArrayList<>();
    private String kind = "query";
    private int at;

    private Query(String text, ObjectNode variables) {
        this.variables = variables;
        var found = TOKENS.matcher(text);
        var end = 0;
        while (found.find() && found.start() == end) {
            end = found.end();
            var token = found.group().replaceAll("^\\s*(?:#[^\\n]*\\n\\s*)*", "");
            if (!token.equals(",")) {
                tokens.add(token);
            }
        }
        if (!text.substring(end).isBlank()) {
            throw refuse("unexpected " + text.substring(end).strip().substring(0, 1));
        }
    }

    /** Reads a document. */
    static Query read(String text, ObjectNode variables) {
        var query = new Query(text, variables);
        query.fragmentsFirst();
        query.document();
        return query;
    }

    /** What is asked for at the top. */
    List<Field> roots() {
        return roots;
    }

    /** {@code query} or {@code mutation}. */
    String kind() {
        return kind;
    }

    /** Fragments may stand behind their use. */
    private void fragmentsFirst() {
        for (int i = 0; i + 3 < tokens.size(); i++) {
            if (tokens.get(i).equals("fragment") && tokens.get(i + 2).equals("on")) {
                at = i + 4;
                fragments.put(tokens.get(i + 1), selection(tokens.get(i + 3)));
            }
        }
        at = 0;
    }

    private void document() {
        var operations = 0;
        while (at < tokens.size()) {
            var word = tokens.get(at);
            if (word.equals("fragment")) {
                at += 4;
                selection(null);
                continue;
            }
            operations++;
            if (word.equals("query") || word.equals("mutation")) {
                kind = word;
                at++;
                if (peek().matches("[_A-Za-z].*")) {
                    at++;
                }
                if (peek().equals("(")) {
                    definitions();
                }
            } else if (!word.equals("{")) {
                throw refuse("unexpected " + word);
            }
            roots.addAll(selection(null));
        }
        if (operations != 1) {
            throw refuse("one operation is wanted");
        }
    }

    private void definitions() {
        expect("(");
        while (!peek().equals(")")) {
            expect("$");
            var name = next();
            expect(":");
            var type = new StringBuilder();
            while (peek().matches("[\\[\\]!]|[_A-Za-z].*") && !peek().equals("$")) {
                type.append(next());
            }
            if (peek().equals("=")) {
                at++;
                var value = value();
                if (!variables.has(name)) {
                    variables.set(name, value);
                }
            }
            if (type.toString().endsWith("!") && !variables.hasNonNull(name)) {
                throw new Refused(
                        "BAD_USER_INPUT",
                        "Variable \"$" + name + "\" of required type \"" + type + "\" was not provided.");
            }
        }
        at++;
    }

    private List<Field> selection(String on) {
        expect("{");
        var fields = new ArrayList<Field>();
        while (!peek().equals("}")) {
            if (peek().equals("...")) {
                at++;
                if (peek().equals("on")) {
                    at++;
                    fields.addAll(selection(next()));
                } else {
                    var name = next();
                    if (!fragments.containsKey(name)) {
                        throw refuse("Unknown fragment \"" + name + "\".");
                    }
                    fields.addAll(fragments.get(name));
                }
                continue;
            }
            var name = next();
            var alias = name;
            if (peek().equals(":")) {
                at++;
                name = next();
            }
            var arguments = peek().equals("(") ? arguments() : Json.object();
            var children = peek().equals("{") ? selection(null) : List.<Field>of();
            fields.add(new Field(alias, name, arguments, children, on));
        }
        at++;
        return fields;
    }

    private ObjectNode arguments() {
        expect("(");
        var arguments = Json.object();
        while (!peek().equals(")")) {
            var name = next();
            expect(":");
            put(arguments, name);
        }
        at++;
        return arguments;
    }

    private JsonNode value() {
        var token = next();
        if (token.equals("$")) {
            return variables.path(next());
        }
        if (token.equals("[")) {
            var list = Json.array();
            while (!peek().equals("]")) {
                list.add(value());
            }
            at++;
            return list;
        }
        if (token.equals("{")) {
            var object = Json.object();
            while (!peek().equals("}")) {
                var name = next();
                expect(":");
                put(object, name);
            }
            at++;
            return object;
        }
        var text = token.startsWith("\"\"\"")
                ? Json.text(
                        Json.array().add(token.substring(3, token.length() - 3).strip()))
                : "[" + (token.matches("[_A-Za-z].*") && !token.matches("true|false|null") ? '"' + token + '"' : token)
                        + "]";
        return Json.read(text)
                .filter(ArrayNode.class::isInstance)
                .map(list -> list.get(0))
                .orElseThrow(() -> refuse("unexpected " + token));
    }

    /** A variable that was not given leaves its place empty. */
    private void put(ObjectNode object, String name) {
        var value = value();
        if (!value.isMissingNode()) {
            object.set(name, value);
        }
    }

    private String peek() {
        if (at >= tokens.size()) {
            throw refuse("unexpected end");
        }
        return tokens.get(at);
    }

    private String next() {
        var token = peek();
        at++;
        return token;
    }

    private void expect(String token) {
        if (!next().equals(token)) {
            throw refuse("expected " + token + ", found " + tokens.get(at - 1));
        }
    }

    private static Refused refuse(String message) {
        return new Refused("GRAPHQL_PARSE_FAILED", "Syntax Error: " + message);
    }

    /** Names of the fields at the top, without refusing anything. */
    static String names(String text) {
        try {
            var names = new LinkedHashMap<String, Boolean>();
            var query = new Query(text, Json.object());
            var depth = 0;
            for (int i = 0; i < query.tokens.size(); i++) {
                var token = query.tokens.get(i);
                if (token.equals("{")) {
                    depth++;
                } else if (token.equals("}")) {
                    depth--;
                } else if (token.equals("(")) {
                    // Arguments may hold braces of their own.
                    i = closing(query.tokens, i);
                } else if (depth == 1 && token.matches("[_A-Za-z].*")) {
                    var aliased = i + 1 < query.tokens.size()
                            && query.tokens.get(i + 1).equals(":");
                    names.put(aliased ? query.tokens.get(i + 2) : token, true);
                    i += aliased ? 2 : 0;
                }
            }
            return names.isEmpty() ? "?" : String.join("+", names.keySet());
        } catch (Refused unreadable) {
            return "?";
        }
    }

    private static int closing(List<String> tokens, int open) {
        var depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            depth += tokens.get(i).equals("(") ? 1 : tokens.get(i).equals(")") ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return tokens.size();
    }
}
