package io.kindling.transport.api;

/**
 * One message.
 *
 * @param type        its number in the protocol, 1 to 65,535
 * @param correlation zero, or the number that a request and its reply share
 * @param payload     the encoded message; not to be changed
 */
public record Frame(int type, long correlation, byte[] payload) {

    @Override
    public String toString() {
        return "Frame[type=" + type + ", correlation=" + correlation + ", length=" + payload.length + "]";
    }
}
