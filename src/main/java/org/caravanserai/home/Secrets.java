package org.caravanserai.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Looks up references. {@code secret:x} is file x of the secrets folder, else the variable {@code HUB_SECRET_X}; {@code env:NAME} a variable;
 * {@code file:PATH} a file, relative to the home. The secrets folder is the first that exists of {@code $HUB_SECRETS}, {@code
 * $CREDENTIALS_DIRECTORY} (systemd) and {@code /run/secrets} (containers). Values are never printed and never kept.
 */
public final class Secrets {
    private final Path home;
    private final List<Path> folders;
    private final Map<String, String> variables;

    private final boolean invented;

    private Secrets(Path home, List<Path> folders, Map<String, String> variables, boolean invented) {
        this.invented = invented;
        this.home = home;
        this.folders = folders;
        this.variables = variables;
    }

    /** Secrets as this process sees them. */
    public static Secrets of(Path home, Map<String, String> variables) {
        var folders = new ArrayList<Path>();
        for (var variable : List.of("HUB_SECRETS", "CREDENTIALS_DIRECTORY")) {
            var folder = variables.get(variable);
            if (folder != null && !folder.isBlank()) {
                folders.add(Path.of(folder));
            }
        }
        folders.add(Path.of("/run/secrets"));
        return new Secrets(home, List.copyOf(folders), Map.copyOf(variables), false);
    }

    /**
     * The same for a sandbox home, whose partners are stand-ins: {@code secret:NAME} that nobody provides is {@code sandbox-NAME}, which the stand-in of
     * this name expects.
     */
    Secrets invented() {
        return new Secrets(home, folders, variables, true);
    }

    /** True when the text is a reference and no literal. */
    public static boolean isReference(String text) {
        return text.startsWith("secret:")
                || text.startsWith("env:")
                || text.startsWith("file:") && !text.startsWith("file:/");
    }

    /**
     * The value behind a reference, empty when it is not there. A literal is returned as it is. One line end at the end is cut, as editors leave
     * one.
     * @throws java.io.UncheckedIOException when the file is there and cannot be read
     */
    public Optional<String> resolve(String text) {
        if (text.startsWith("secret:")) {
            return secret(text.substring("secret:".length()));
        }
        if (text.startsWith("env:")) {
            return Optional.ofNullable(variables.get(text.substring("env:".length())));
        }
        if (isReference(text)) {
            return content(home.resolve(text.substring("file:".length())));
        }
        return Optional.of(text);
    }

    /** What somebody has to provide so that a reference resolves; for messages, holds no value. */
    public static String howTo(String reference) {
        if (reference.startsWith("secret:")) {
            var name = reference.substring("secret:".length());
            return "put it into the file '" + name
                    + "' of the secrets folder ($HUB_SECRETS, $CREDENTIALS_DIRECTORY or /run/secrets) or set "
                    + variable(name);
        }
        return reference.startsWith("env:")
                ? "set the variable " + reference.substring("env:".length())
                : "create the file " + reference.substring("file:".length());
    }

    private Optional<String> secret(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            return Optional.empty();
        }
        for (var folder : folders) {
            var found = content(folder.resolve(name));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.ofNullable(variables.get(variable(name)))
                .or(() -> invented ? Optional.of("sandbox-" + name) : Optional.empty());
    }

    private static String variable(String name) {
        return "HUB_SECRET_" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private static Optional<String> content(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8).replaceFirst("\\r?\\n$", ""));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
