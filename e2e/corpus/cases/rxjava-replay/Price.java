package com.acme.market;

import java.math.BigDecimal;

/** What a good costs from now on. */
record Price(long good, BigDecimal amount, String note) {}
