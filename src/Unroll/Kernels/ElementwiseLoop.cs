using System.Diagnostics;

namespace Unroll.Kernels;

/// <summary>
/// The loops that all element-wise activation functions share. What is left beyond whole vectors goes through one more, padded with
/// zeros, and so through the same instructions.
/// </summary>
internal static unsafe class ElementwiseLoop
{
    /// <summary>output = f(input); both may be the same memory.</summary>
    public static void Forward<TOperator>(TOperator function, ReadOnlySpan<float> input, Span<float> output)
        where TOperator : struct, IActivationOperator
    {
        Debug.Assert(input.Length == output.Length, "The spans differ in length.");
        fixed (float* x = input)
        fixed (float* y = output)
        {
            Simd.Run(new ForwardKernel<TOperator>(function, x, y, output.Length));
        }
    }

    /// <summary>inputGradient = outputGradient · f′; all four may be the same memory, element for element.</summary>
    public static void Backward<TOperator>(
        TOperator function,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> output,
        ReadOnlySpan<float> outputGradient,
        Span<float> inputGradient)
        where TOperator : struct, IActivationOperator
    {
        Debug.Assert(
            input.Length == inputGradient.Length && output.Length == inputGradient.Length && outputGradient.Length == inputGradient.Length,
            "The spans differ in length.");
        fixed (float* x = input)
        fixed (float* y = output)
        fixed (float* dy = outputGradient)
        fixed (float* dx = inputGradient)
        {
            Simd.Run(new BackwardKernel<TOperator>(function, x, y, dy, dx, inputGradient.Length));
        }
    }

    private static TVector LoadPartial<TSimd, TVector>(float* source, int count, float* buffer)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        for (int i = 0; i < TSimd.Lanes; i++)
        {
            buffer[i] = i < count ? source[i] : 0;
        }

        return TSimd.Load(buffer);
    }

    private static void StorePartial<TSimd, TVector>(TVector value, float* destination, int count, float* buffer)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        TSimd.Store(value, buffer);
        for (int i = 0; i < count; i++)
        {
            destination[i] = buffer[i];
        }
    }

    private readonly struct ForwardKernel<TOperator>(TOperator function, float* x, float* y, int length) : ISimdKernel
        where TOperator : struct, IActivationOperator
    {
        public void Run<TSimd, TVector>()
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            int i = 0;
            for (; i <= length - TSimd.Lanes; i += TSimd.Lanes)
            {
                TSimd.Store(function.Invoke<TSimd, TVector>(TSimd.Load(x + i)), y + i);
            }

            if (i < length)
            {
                float* buffer = stackalloc float[TSimd.Lanes];
                TVector last = function.Invoke<TSimd, TVector>(LoadPartial<TSimd, TVector>(x + i, length - i, buffer));
                StorePartial<TSimd, TVector>(last, y + i, length - i, buffer);
            }
        }
    }

    private readonly struct BackwardKernel<TOperator>(
        TOperator function, float* x, float* y, float* dy, float* dx, int length) : ISimdKernel
        where TOperator : struct, IActivationOperator
    {
        public void Run<TSimd, TVector>()
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            int i = 0;
            for (; i <= length - TSimd.Lanes; i += TSimd.Lanes)
            {
                TVector derivative = function.Derivative<TSimd, TVector>(TSimd.Load(x + i), TSimd.Load(y + i));
                TSimd.Store(TSimd.Multiply(TSimd.Load(dy + i), derivative), dx + i);
            }

            if (i < length)
            {
                int left = length - i;
                float* buffer = stackalloc float[TSimd.Lanes];
                TVector lastInput = LoadPartial<TSimd, TVector>(x + i, left, buffer);
                TVector lastOutput = LoadPartial<TSimd, TVector>(y + i, left, buffer);
                TVector lastGradient = LoadPartial<TSimd, TVector>(dy + i, left, buffer);
                TVector derivative = function.Derivative<TSimd, TVector>(lastInput, lastOutput);
                StorePartial<TSimd, TVector>(TSimd.Multiply(lastGradient, derivative), dx + i, left, buffer);
            }
        }
    }
}
