package org.caravanserai.home;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.caravanserai.parser.Position;

/** {@code config/model/prices.yaml}: how a price list derives from another. Amounts, discount groups and levels are data. */
public record Prices(Map<String, PriceList> lists, Map<String, Grid> grids) {

    /**
     * One price list. Either {@code source} is set (amounts arrive) or {@code base} (amounts derive).
     *
     * @param source source whose offers carry the amounts, null when derived
     * @param base list it derives from, null when the amounts arrive
     * @param currency ISO 4217; a derived list in another currency than its base has a {@code rate}
     * @param vat whether the amounts contain VAT
     * @param validFrom first day, null = always
     * @param validTo first day on which it is no longer valid, null = open
     * @param replaces the list that ends when this one begins, null = none
     * @param grid discount grid, null = no discount
     * @param level column of the grid, null = no discount
     * @param factor multiplies the base, null = 1
     * @param rate exchange rate from the base's currency, null = same currency
     * @param round step the result is rounded to ({@code 0.05}), half up; null = digits of the currency
     */
    public record PriceList(
            String name,
            String title,
            String source,
            String base,
            String currency,
            Vat vat,
            LocalDate validFrom,
            LocalDate validTo,
            String replaces,
            String grid,
            String level,
            BigDecimal factor,
            BigDecimal rate,
            BigDecimal round,
            Position position) {}

    /**
     * A discount grid.
     *
     * @param table value table with one column per level
     * @param row attribute of the product that picks the row
     * @param column what picks the column: {@code level}
     * @param cascade true: a cell {@code 30+5} means 30 %, then 5 % of the rest
     */
    public record Grid(String name, String table, String row, String column, boolean cascade, Position position) {}

    /** Whether amounts contain VAT. */
    public enum Vat {
        INCLUDED,
        EXCLUDED
    }
}
