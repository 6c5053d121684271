package dev.memorysystem.operator;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** A test against a real API server. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
    value = "dev.memorysystem.crd.ApiServer#isAvailable",
    disabledReason =
        "needs etcd (Debian package etcd-server) and kube-apiserver (run"
            + " `e2e/cluster/cluster tool kube-apiserver` once)")
public @interface NeedsApiServer {}
