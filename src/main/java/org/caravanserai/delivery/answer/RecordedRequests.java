package org.caravanserai.delivery.answer;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.caravanserai.connector.PlayedPartner;
import org.caravanserai.connector.codec.Answers;
import org.caravanserai.connector.codec.RecordedValues;
import org.caravanserai.home.setting.Tree;
import org.caravanserai.parser.Position;

/** The requests of a recording beside those that were made. */
final class RecordedRequests {
    private final Tree written;
    private final List<Tree> exchanges;
    private final BiConsumer<Position, String> differ;

    /** @param differ takes each difference, with its place */
    RecordedRequests(Tree written, List<Tree> exchanges, BiConsumer<Position, String> differ) {
        this.written = written;
        this.exchanges = exchanges;
        this.differ = differ;
    }

    void compare(List<PlayedPartner.Asked> asked) {
        if (asked.size() != exchanges.size()) {
            differ.accept(
                    written.at("request"),
                    asked.size() > exchanges.size()
                            ? "a call follows that was not recorded: " + line(asked.get(exchanges.size()))
                            : asked.isEmpty()
                                    ? "no request was made: does the operation take these items?"
                                    : "only " + asked.size() + " of " + exchanges.size() + " requests were made");
        }
        for (int i = 0; i < Math.min(asked.size(), exchanges.size()); i++) {
            request(exchanges.get(i).tree("request"), asked.get(i));
        }
    }

    private static String line(PlayedPartner.Asked request) {
        return request.method() + " " + request.path();
    }

    private void request(Tree recorded, PlayedPartner.Asked found) {
        var line = recorded.text("method") + " " + recorded.text("path");
        if (!line.equals(line(found))) {
            differ.accept(recorded.at("path"), "recorded is " + line + "; the call is " + line(found));
        }
        recorded.strings("headers").forEach((name, value) -> {
            var sent = header(found, name);
            if (!value.equals(sent)) {
                differ.accept(recorded.at("headers"), "the header " + name + " should be " + value + "; it is " + sent);
            }
        });
        if (recorded.has("json")) {
            var difference = RecordedValues.difference(RecordedValues.json(recorded.node("json")), found.body());
            if (difference != null) {
                differ.accept(recorded.at("json"), "the body differs: " + difference);
            }
        } else {
            text(recorded, found);
        }
    }

    private static String header(PlayedPartner.Asked request, String name) {
        if (name.equalsIgnoreCase("content-type")) {
            return request.mediaType() == null
                    ? null
                    : request.mediaType().replaceFirst("boundary=.*", "boundary=boundary");
        }
        return request.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private void text(Tree recorded, PlayedPartner.Asked found) {
        var expected = lines(recorded.text("text", ""));
        var type = found.mediaType();
        Charset charset = Answers.charset(type);
        var body = new String(
                found.body(), type != null && type.startsWith("multipart/") ? StandardCharsets.UTF_8 : charset);
        if (type != null && type.contains("boundary=")) {
            body = body.replace(type.replaceFirst(".*boundary=", ""), "boundary");
        }
        if (!expected.equals(lines(body))) {
            differ.accept(
                    recorded.at("text"),
                    "the body differs; it is:\n" + lines(body).indent(4).stripTrailing());
        }
    }

    /** Line ends and those at the end do not count: YAML cannot say them well. */
    private static String lines(String text) {
        return text.replace("\r\n", "\n").stripTrailing();
    }
}
