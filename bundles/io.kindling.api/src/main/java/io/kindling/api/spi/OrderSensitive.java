package io.kindling.api.spi;

import java.io.Serializable;

/**
 * A function of a partition whose results depend on the order of the records, such as numbering them. After a shuffle, which brings
 * records in another order each time, its results are treated as indeterminate: what is made of them runs again together.
 */
public interface OrderSensitive extends Serializable {
}
