package org.caravanserai.parser;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;

/** A parser that says with checked exceptions only what is wrong with a document; the one behind it throws others for some (an element called {@code xmlns:a}). */
final class CalmReader extends StreamReaderDelegate {
    CalmReader(XMLStreamReader reader) {
        super(reader);
    }

    @FunctionalInterface
    private interface Step<T> {
        T take() throws XMLStreamException;
    }

    private <T> T calm(Step<T> step) throws XMLStreamException {
        try {
            return step.take();
        } catch (RuntimeException unreadable) {
            throw new XMLStreamException(unreadable.getMessage(), getLocation());
        }
    }

    @Override
    public int next() throws XMLStreamException {
        return calm(super::next);
    }

    @Override
    public int nextTag() throws XMLStreamException {
        return calm(super::nextTag);
    }

    @Override
    public String getElementText() throws XMLStreamException {
        return calm(super::getElementText);
    }
}
