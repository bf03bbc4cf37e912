package io.ohmykube.config;

import java.util.Arrays;
import java.util.List;

/** When hooks run while a node is prepared, in this order. */
public enum HookPoint {
    /** Before anything is changed on the machine. */
    PRE_SYSTEM_INIT("preSystemInit", "pre-system-init"),
    /** After the operating system is fit for Kubernetes. */
    POST_SYSTEM_INIT("postSystemInit", "post-system-init"),
    /** After the uploads, before Kubernetes' programs are installed. */
    PRE_K8S_INIT("preK8sInit", "pre-k8s-init"),
    /** After programs, runtime and images are there, before kubeadm makes the machine a member. */
    POST_K8S_INIT("postK8sInit", "post-k8s-init");

    private final String field;
    private final String words;

    HookPoint(String field, String words) {
        this.field = field;
        this.words = words;
    }

    /** Its name in a cluster file. */
    public String field() {
        return field;
    }

    /** Its name in options and in messages, for example {@code pre-system-init}. */
    public String words() {
        return words;
    }

    static List<String> fields() {
        return Arrays.stream(values()).map(HookPoint::field).toList();
    }
}
