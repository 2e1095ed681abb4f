using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Unroll.Kernels;

/// <summary>
/// Copies a matrix transposed, in squares of 4 × 4 that are turned in registers. Squares wide as the widest vectors would need more
/// shuffles a float, and what counts here is memory: of every cache line that is read, all 16 floats are used before the next one is
/// touched, for in a matrix whose rows are some KiB long the lines of a column share a few places of the first-level cache and drive each
/// other out.
/// </summary>
internal static unsafe class Transposition
{
    private const int Square = 4;

    /// <summary>destination[column, row] = source[row, column].</summary>
    /// <param name="source">[rows, columns].</param>
    /// <param name="rows">Rows of the source.</param>
    /// <param name="columns">Columns of the source.</param>
    /// <param name="destination">[columns, rows].</param>
    /// <exception cref="ArgumentOutOfRangeException">A span is shorter than the matrix.</exception>
    public static void Transpose(ReadOnlySpan<float> source, int rows, int columns, Span<float> destination)
    {
        int length = checked(rows * columns);
        fixed (float* from = source[..length], to = destination[..length])
        {
            Copy(from, columns, rows, columns, to, rows);
        }
    }

    /// <summary>destination[column, row] = source[row, column].</summary>
    /// <param name="source">[rows, columns].</param>
    /// <param name="sourceStride">From one row of the source to the next.</param>
    /// <param name="rows">Rows of the source.</param>
    /// <param name="columns">Columns of the source.</param>
    /// <param name="destination">[columns, rows].</param>
    /// <param name="destinationStride">From one row of the destination to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy(float* source, nint sourceStride, int rows, int columns, float* destination, nint destinationStride)
    {
        int wholeRows = rows / Square * Square;
        for (int from = 0; from < columns; from += AlignedBuffer.Alignment)
        {
            int to = Math.Min(from + AlignedBuffer.Alignment, columns);
            int wholeTo = to / Square * Square;
            for (int row = 0; row < wholeRows; row += Square)
            {
                float* s = source + (row * sourceStride);
                float* d = destination + row;
                for (int column = from; column < wholeTo; column += Square)
                {
                    CopySquare(s + column, sourceStride, d + (column * destinationStride), destinationStride);
                }

                CopyOneByOne(s, sourceStride, 0, Square, wholeTo, to, d, destinationStride);
            }

            CopyOneByOne(source, sourceStride, wholeRows, rows, from, to, destination, destinationStride);
        }
    }

    private static void CopyOneByOne(
        float* source, nint sourceStride, int row, int rowEnd, int column, int columnEnd, float* destination, nint destinationStride)
    {
        for (; row < rowEnd; row++)
        {
            for (int j = column; j < columnEnd; j++)
            {
                destination[(j * destinationStride) + row] = source[(row * sourceStride) + j];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopySquare(float* source, nint sourceStride, float* destination, nint destinationStride)
    {
        if (!Sse.IsSupported && !AdvSimd.Arm64.IsSupported)
        {
            CopyOneByOne(source, sourceStride, 0, Square, 0, Square, destination, destinationStride);
            return;
        }

        Vector128<float> a = Vector128.Load(source);
        Vector128<float> b = Vector128.Load(source + sourceStride);
        Vector128<float> c = Vector128.Load(source + (2 * sourceStride));
        Vector128<float> d = Vector128.Load(source + (3 * sourceStride));

        // a₀ c₀ a₁ c₁, then a₀ b₀ c₀ d₀: twice laying halves between each other transposes.
        Vector128<float> acLow = InterleaveLow(a, c), acHigh = InterleaveHigh(a, c);
        Vector128<float> bdLow = InterleaveLow(b, d), bdHigh = InterleaveHigh(b, d);
        InterleaveLow(acLow, bdLow).Store(destination);
        InterleaveHigh(acLow, bdLow).Store(destination + destinationStride);
        InterleaveLow(acHigh, bdHigh).Store(destination + (2 * destinationStride));
        InterleaveHigh(acHigh, bdHigh).Store(destination + (3 * destinationStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> InterleaveLow(Vector128<float> left, Vector128<float> right) =>
        Sse.IsSupported ? Sse.UnpackLow(left, right) : AdvSimd.Arm64.ZipLow(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> InterleaveHigh(Vector128<float> left, Vector128<float> right) =>
        Sse.IsSupported ? Sse.UnpackHigh(left, right) : AdvSimd.Arm64.ZipHigh(left, right);
}
