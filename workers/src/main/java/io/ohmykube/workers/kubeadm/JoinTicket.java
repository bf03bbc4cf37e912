package io.ohmykube.workers.kubeadm;

/**
 * What a machine needs to join: a secret that expires. It is never a process variable, an argument or a log line.
 *
 * @param endpoint the API server as {@code host:port}
 * @param token a bootstrap token
 * @param caCertHash {@code sha256:…} of the cluster CA's public key
 */
public record JoinTicket(String endpoint, String token, String caCertHash) {
    @Override
    public String toString() {
        return "JoinTicket[endpoint=" + endpoint + ", token=…, caCertHash=" + caCertHash + "]";
    }
}
