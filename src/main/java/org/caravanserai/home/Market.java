package org.caravanserai.home;

import java.time.Duration;
import java.util.List;

/**
 * How orders of a marketplace are read and answered: {@code market} of the stream {@code orders}. Paths are those of one order in its answers.
 *
 * @param list operation that lists orders changed since {@code {since}}
 * @param one operation that shows one order by {@code {row.order}}
 * @param accept operation that accepts or refuses each line, once for an order
 * @param track operation that tells carrier and tracking number, null = the marketplace takes none
 * @param ship operation that says that everything has left
 * @param parts how a part of an order is told, null = the marketplace takes orders as a whole
 * @param map map from one order to ours, {@code mirakl/order-in}
 * @param carriers value table from our word of a carrier to the marketplace's code, null = none
 * @param customer key of the connection with the number of the company that buys
 * @param id path of the marketplace's number of the order
 * @param state path of its state
 * @param updated path of the moment it changed last, ISO 8601
 * @param placed path of the moment it was placed, ISO 8601, null = not told
 * @param tracking path of the tracking number it has, null = not shown
 * @param lines path of its lines
 * @param line path of a line's number, in a line
 * @param lineState path of a line's state, in a line
 * @param waiting states in which it waits for the seller's decision
 * @param paying states after an acceptance in which it cannot be shipped yet
 * @param ready states in which it can be shipped
 * @param shipped states of one that was shipped
 * @param ended states of one, or of a line, that comes to nothing
 * @param overlap so far a list looks back over the last one
 * @param every so often it is listed unless the channel says otherwise
 */
public record Market(
        String list,
        String one,
        String accept,
        String track,
        String ship,
        Parts parts,
        String map,
        String carriers,
        String customer,
        String id,
        String state,
        String updated,
        String placed,
        String tracking,
        String lines,
        String line,
        String lineState,
        List<String> waiting,
        List<String> paying,
        List<String> ready,
        List<String> shipped,
        List<String> ended,
        Duration overlap,
        Duration every) {
    /**
     * Shipments of parts.
     *
     * @param tell operation that creates a shipment of {@code {row.lines}} that has left; the records of its answer are refusals
     * @param list operation that lists the shipments of an order
     * @param lines path of the lines of a shipment, in the list
     * @param line field of a line with the number of the order's line
     * @param quantity field of a line with its quantity
     * @param key field of a line that holds our name of the shipment
     * @param state path of a shipment's state, in the list
     * @param text path of the reason, in a refusal
     */
    public record Parts(
            String tell,
            String list,
            String lines,
            String line,
            String quantity,
            String key,
            String state,
            String text) {}
}
