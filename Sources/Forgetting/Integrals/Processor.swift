import CKernel

/// The processor family that the kernel runs on: "avx512", "avx2", "baseline".
public var kernelProcessor: String { String(cString: ck_processor()) }
