package org.caravanserai.connector;

import java.io.IOException;
import java.io.OutputStream;
import org.caravanserai.home.Format;

/** A format of published files. */
public interface FeedFormat {
    /** The word in {@code format: { type: ... }}. */
    String word();

    /** Media type it is served with. */
    String mediaType();

    /** Begins a file on this stream. */
    FeedFile open(OutputStream out, Format format, FeedHeader header) throws IOException;
}
