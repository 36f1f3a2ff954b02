// The argument parser asks Foundation for a JSON encoder, for one option that this program does not have
// (--experimental-dump-help), and whether an error is a LocalizedError, which none here is. Linked into a release
// binary that is four megabytes of encoders, calendars, collections and patterns. So the linker finds the few
// names that are asked for here, before it looks into Swift's static libraries; whoever came to call one would end
// in a trap. Should the parser ask for another name, the linker says that these stand twice.
#ifdef WITHOUT_FOUNDATION

#define NEVER(number, name) \
  __attribute__((visibility("hidden"), noreturn)) void never##number(void) __asm__(name); \
  void never##number(void) { __builtin_trap(); }

NEVER(1, "$s20FoundationEssentials11JSONEncoderCMa")
NEVER(2, "$s20FoundationEssentials11JSONEncoderCACycfc")
NEVER(3, "$s20FoundationEssentials11JSONEncoderC16OutputFormattingV13prettyPrintedAEvau")
NEVER(4, "$s20FoundationEssentials11JSONEncoderC16OutputFormattingV10sortedKeysAEvau")
NEVER(5, "$sSS20FoundationEssentialsE4data8encodingSSSgAA4DataVh_SSAAE8EncodingVtcfC")
NEVER(6, "$sSS20FoundationEssentialsE8EncodingV4utf8ACvau")

// A protocol's descriptor: a protocol of any type, without a parent, a name, requirements or associated types.
// Nothing conforms to it.
__attribute__((visibility("hidden"), aligned(4))) extern const int localizedError[6] __asm__(
  "$s20FoundationEssentials14LocalizedErrorMp");
const int localizedError[6] = {0x10043, 0, 0, 0, 0, 0};

#endif
