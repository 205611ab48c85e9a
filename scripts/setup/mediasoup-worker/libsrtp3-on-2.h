#pragma once
// mediasoup's worker speaks libsrtp 3; Debian 12 ships libsrtp 2. Two things differ: a policy is an opaque object
// filled through setters, and (un)protect write to a second buffer instead of in place. Nothing else is needed.
#define srtp_policy_t debian_srtp_policy_t
#include <srtp2/srtp.h>
#undef srtp_policy_t

#include <cstdint>
#include <cstring>
#include <memory>

// Codes that only version 3 has. Outside version 2's range, so they never collide.
inline constexpr auto srtp_err_status_buffer_small = static_cast<srtp_err_status_t>(28);
inline constexpr auto srtp_err_status_cryptex_err = static_cast<srtp_err_status_t>(29);

struct PolicyOn2
{
	debian_srtp_policy_t inner{};
	// Master key followed by master salt, as version 2 wants them.
	uint8_t secret[SRTP_MAX_KEY_LEN]{};
};
using srtp_policy_t = PolicyOn2*;

inline srtp_err_status_t srtp_policy_create(srtp_policy_t* made)
{
	*made = new (std::nothrow) PolicyOn2;
	return *made ? srtp_err_status_ok : srtp_err_status_alloc_fail;
}

inline void srtp_policy_destroy(srtp_policy_t policy)
{
	if (policy)
		std::memset(policy->secret, 0, sizeof policy->secret);
	delete policy;
}

inline srtp_err_status_t srtp_policy_set_ssrc(srtp_policy_t policy, srtp_ssrc_t ssrc)
{
	policy->inner.ssrc = ssrc;
	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_profile(srtp_policy_t policy, srtp_profile_t profile)
{
	const auto rtp = srtp_crypto_policy_set_from_profile_for_rtp(&policy->inner.rtp, profile);
	const auto rtcp = srtp_crypto_policy_set_from_profile_for_rtcp(&policy->inner.rtcp, profile);
	return rtp != srtp_err_status_ok ? rtp : rtcp;
}

inline srtp_err_status_t srtp_policy_add_key(
  srtp_policy_t policy,
  const uint8_t* key, size_t keyLength,
  const uint8_t* salt, size_t saltLength,
  const uint8_t* mki, size_t /*mkiLength*/)
{
	// The worker never uses master key identifiers.
	if (mki || keyLength + saltLength > sizeof policy->secret)
		return srtp_err_status_bad_param;
	std::memcpy(policy->secret, key, keyLength);
	std::memcpy(policy->secret + keyLength, salt, saltLength);
	policy->inner.key = policy->secret;
	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_allow_repeat_tx(srtp_policy_t policy, bool allow)
{
	policy->inner.allow_repeat_tx = allow;
	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_window_size(srtp_policy_t policy, size_t packets)
{
	policy->inner.window_size = packets;
	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_create(srtp_t* session, srtp_policy_t policy)
{
	return ::srtp_create(session, static_cast<const debian_srtp_policy_t*>(&policy->inner));
}

inline srtp_err_status_t srtp_stream_remove(srtp_t session, uint32_t ssrc)
{
	return ::srtp_remove_stream(session, ssrc);
}

// Copies the packet to where the caller wants the result, then lets version 2 work there. `trailer` is how much the
// packet may grow.
template<srtp_err_status_t (*inPlace)(srtp_t, void*, int*), size_t trailer>
inline srtp_err_status_t srtpCopyThen(srtp_t session, const uint8_t* from, size_t length, uint8_t* to, size_t* room)
{
	if (*room < length + trailer)
		return srtp_err_status_buffer_small;
	if (from != to)
		std::memcpy(to, from, length);
	auto written = static_cast<int>(length);
	const auto status = inPlace(session, to, &written);
	if (status == srtp_err_status_ok)
		*room = static_cast<size_t>(written);
	return status;
}

inline srtp_err_status_t srtp_protect(srtp_t s, const uint8_t* in, size_t n, uint8_t* out, size_t* room, size_t /*mki*/)
{
	return srtpCopyThen<::srtp_protect, SRTP_MAX_TRAILER_LEN>(s, in, n, out, room);
}

inline srtp_err_status_t srtp_protect_rtcp(srtp_t s, const uint8_t* in, size_t n, uint8_t* out, size_t* room, size_t /*mki*/)
{
	return srtpCopyThen<::srtp_protect_rtcp, SRTP_MAX_TRAILER_LEN>(s, in, n, out, room);
}

inline srtp_err_status_t srtp_unprotect(srtp_t s, const uint8_t* in, size_t n, uint8_t* out, size_t* room)
{
	return srtpCopyThen<::srtp_unprotect, 0>(s, in, n, out, room);
}

inline srtp_err_status_t srtp_unprotect_rtcp(srtp_t s, const uint8_t* in, size_t n, uint8_t* out, size_t* room)
{
	return srtpCopyThen<::srtp_unprotect_rtcp, 0>(s, in, n, out, room);
}
