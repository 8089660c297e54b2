package org.caravanserai.web.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.caravanserai.order.Figures;
import org.caravanserai.web.HttpRefusal;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** First figures of channels and accounts: orders, revenue by currency, basket, refusals, time to the ERP. */
@RestController
class OrderFiguresApi {
    private final Figures figures;

    OrderFiguresApi(Figures figures) {
        this.figures = figures;
    }

    /**
     * The figures, at most a minute old; tests are lines of their own.
     *
     * @param window {@code 24h 7d 30d}; all three when absent
     */
    @GetMapping(value = "/api/v1/orders/figures", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> figures(@RequestParam(required = false) String window) {
        if (window != null
                && Stream.of(Figures.Window.values())
                        .noneMatch(one -> one.word().equals(window))) {
            throw new HttpRefusal(
                    HttpStatus.BAD_REQUEST,
                    "API-051",
                    "A window is one of "
                            + Stream.of(Figures.Window.values())
                                    .map(Figures.Window::word)
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
        var board = figures.board();
        var json = new LinkedHashMap<String, Object>();
        json.put("asOf", board.asOf().toString());
        json.put("olderAsOf", board.olderAsOf().toString());
        json.put(
                "windows",
                board.windows().entrySet().stream()
                        .filter(one -> window == null || one.getKey().word().equals(window))
                        .map(one -> window(one.getKey(), one.getValue()))
                        .toList());
        return json;
    }

    private static Map<String, Object> window(Figures.Window window, List<Figures.Line> lines) {
        var json = new LinkedHashMap<String, Object>();
        json.put("window", window.word());
        json.put("lines", lines.stream().map(OrderFiguresApi::line).toList());
        return json;
    }

    private static Map<String, Object> line(Figures.Line line) {
        var json = new LinkedHashMap<String, Object>();
        json.put("source", line.of().source());
        json.put("account", line.of().account().isEmpty() ? null : line.of().account());
        json.put("test", line.of().test());
        json.put("orders", line.orders());
        json.put("refused", line.refused());
        json.put("cancelled", line.cancelled());
        json.put(
                "takings",
                line.takings().stream()
                        .map(takings -> {
                            var sums = new LinkedHashMap<String, Object>();
                            sums.put("currency", takings.currency());
                            sums.put("revenue", takings.revenue().toPlainString());
                            sums.put("basket", takings.basket().toPlainString());
                            sums.put("orders", takings.orders());
                            return sums;
                        })
                        .toList());
        json.put("arrived", line.arrived());
        json.put("medianMillis", line.median() == null ? null : line.median().toMillis());
        json.put("p95Millis", line.slow() == null ? null : line.slow().toMillis());
        return json;
    }
}
