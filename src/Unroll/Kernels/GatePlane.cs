namespace Unroll.Kernels;

/// <summary>The columns of the two kernels that make a plane of gates; −1 where one of the kernels has no part in it.</summary>
/// <param name="Kernel">First column of W.</param>
/// <param name="Recurrent">First column of U.</param>
internal readonly record struct GatePlane(int Kernel, int Recurrent);
