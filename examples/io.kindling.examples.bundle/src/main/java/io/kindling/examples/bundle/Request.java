package io.kindling.examples.bundle;

import java.io.Serializable;

/**
 * What the report needs of a request.
 *
 * @param status the HTTP status
 */
record Request(int status) implements Serializable {

    boolean failed() {
        return status >= 400;
    }
}
