package org.caravanserai.stack;

import jakarta.jws.WebMethod;
import jakarta.jws.WebParam;
import jakarta.jws.WebService;

/** A SOAP service. */
@WebService(targetNamespace = "urn:stack")
public interface Greeter {
    /** Greets. */
    @WebMethod
    String greet(@WebParam(name = "name") String name);
}
