package io.ohmykube.launcher.ssh;

import java.io.IOException;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;

/** Logs in by one key that only the user's agent holds. */
final class AgentLogin extends AbstractAuthMethod {
    private final SshAgent agent;
    private final byte[] key;

    AgentLogin(SshAgent agent, byte[] key) {
        super("publickey");
        this.agent = agent;
        this.key = key.clone();
    }

    @Override
    protected SSHPacket buildReq() throws UserAuthException {
        return request(false);
    }

    private SSHPacket request(boolean signed) throws UserAuthException {
        String type = SshAgent.type(key);
        return super.buildReq()
                .putBoolean(signed)
                .putString(type.equals("ssh-rsa") ? "rsa-sha2-512" : type)
                .putString(key);
    }

    /** The server would take this key: now it has to be proved that we have it. */
    @Override
    public void handle(Message message, SSHPacket packet) throws UserAuthException, TransportException {
        if (message != Message.USERAUTH_60) {
            super.handle(message, packet);
            return;
        }
        SSHPacket request = request(true);
        byte[] signed = new Buffer.PlainBuffer()
                .putString(params.getTransport().getSessionID())
                .putBuffer(request)
                .getCompactData();
        try {
            request.putString(agent.sign(key, signed));
        } catch (IOException e) {
            throw new UserAuthException("the SSH agent does not sign: " + e.getMessage(), e);
        }
        params.getTransport().write(request);
    }
}
