package org.caravanserai.punchout.cxml;

import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;

/** The JAXB context of the model, built once per process. */
final class Bindings {
    static final JAXBContext CONTEXT = context();

    private Bindings() {}

    private static JAXBContext context() {
        try {
            return JAXBContext.newInstance(Cxml.class, AnyText.class);
        } catch (JAXBException wrong) {
            throw new IllegalStateException("the model of this package contradicts itself", wrong);
        }
    }
}
