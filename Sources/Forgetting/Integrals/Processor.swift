import CKernel

/// The processor family that the kernel runs on: "avx512", "avx2", "baseline".
public var kernelProcessor: String { String(cString: ck_processor()) }

/// How many processors this program may use: of a cluster's node a job is often given only some.
public var processorCount: Int { Int(ck_processor_count()) }
