using System.Runtime.Intrinsics;
using FsCheck;
using FsCheck.Fluent;
using Unroll.Kernels;

namespace Unroll.Tests.Properties;

/// <summary>
/// The tiles of a product in every width that this processor accelerates, A in segments, against plain loops in double precision.
/// </summary>
public sealed unsafe class MicroKernelTests
{
    private const float Guard = -77;

    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(200);

    private static readonly Arbitrary<Problem> _problems = Arb.From(
        from tile in Gen.Elements(1, 4, 8)
        from rows in Gen.Choose(1, tile)
        from vectors in Gen.Choose(1, 3)
        from first in Gen.Choose(0, 20)
        from second in Gen.Choose(0, 70)
        from down in Gen.Elements(false, true)
        from accumulates in Gen.Elements(false, true)
        from seed in Gen.Choose(0, 1_000_000)
        select new Problem(tile, rows, vectors, first, second, down, accumulates, seed));

    /// <summary>Floats in a vector of each width that can run.</summary>
    public static TheoryData<int> Widths => PartialLanesTests.Widths;

    [Theory]
    [MemberData(nameof(Widths))]
    public void Tile_is_the_sum_over_all_segments_and_writes_no_other_row(int lanes) => Prop.ForAll(_problems, problem => lanes switch
    {
        16 => IsRight<Simd512, Vector512<float>>(problem),
        8 => IsRight<Simd256, Vector256<float>>(problem),
        4 => IsRight<Simd128, Vector128<float>>(problem),
        _ => IsRight<SimdScalar, float>(problem),
    }).Check(_config);

    private static bool IsRight<TSimd, TVector>(Problem problem)
        where TSimd : ISimd<TVector>
        where TVector : struct => problem.Vectors switch
        {
            3 => IsRight<TSimd, TVector, IPanelWidth.Three>(problem),
            2 => IsRight<TSimd, TVector, IPanelWidth.Two>(problem),
            _ => IsRight<TSimd, TVector, IPanelWidth.One>(problem),
        };

    private static bool IsRight<TSimd, TVector, TPanel>(Problem problem)
        where TSimd : ISimd<TVector>
        where TVector : struct
        where TPanel : IPanelWidth
    {
        // Two matrices side by side make A; read along its rows, or, as a transposed one, down its columns. The tile starts at row 2.
        const int FirstRow = 2;
        int width = TPanel.Vectors * TSimd.Lanes, inner = problem.First + problem.Second, stride = width + 1;
        int height = FirstRow + problem.Rows;
        var random = new RandomStream((ulong)problem.Seed);
        float[] left = Normal(Math.Max(height * problem.First, 1), random), right = Normal(Math.Max(height * problem.Second, 1), random);
        float[] panel = Normal(Math.Max(inner * width, 1), random);
        float[] c = Normal(problem.Rows * stride, random);
        Array.Resize(ref c, c.Length + (8 * stride));
        c.AsSpan(problem.Rows * stride).Fill(Guard);
        float[] start = problem.Accumulates ? [.. c] : Normal(width, random);
        float[] before = [.. c];

        fixed (float* l = left, r = right, b = panel, s = start, target = c)
        {
            Segment* segments = stackalloc Segment[2];
            segments[0] = new Segment(l, problem.Down ? 1 : problem.First, problem.First);
            segments[1] = new Segment(r, problem.Down ? 1 : problem.Second, problem.Second);
            var x = new Operands
            {
                Segments = segments,
                SegmentCount = 2,
                AInnerStride = problem.Down ? height : 1,
                FirstRow = FirstRow,
                Start = problem.Accumulates ? target : s,
                StartStride = problem.Accumulates ? stride : 0,
                C = target,
                CStride = stride,
                Rows = problem.Rows,
                Next = b,
            };
            switch (problem.Tile)
            {
                case 8:
                    MicroKernel<TSimd, TVector, TPanel>.Tile8(x, b);
                    break;
                case 4:
                    MicroKernel<TSimd, TVector, TPanel>.Tile4(x, b);
                    break;
                default:
                    MicroKernel<TSimd, TVector, TPanel>.Tile1(x, b);
                    break;
            }
        }

        for (int at = 0; at < c.Length; at++)
        {
            (int row, int column) = Math.DivRem(at, stride);
            if (row >= problem.Rows || column == width)
            {
                if (c[at] != before[at])
                {
                    return false;
                }

                continue;
            }

            double sum = start[problem.Accumulates ? at : column];
            for (int k = 0; k < inner; k++)
            {
                bool isLeft = k < problem.First;
                int index = isLeft ? k : k - problem.First, length = isLeft ? problem.First : problem.Second;
                int place = problem.Down ? (index * height) + FirstRow + row : ((FirstRow + row) * length) + index;
                sum += (double)(isLeft ? left : right)[place] * panel[(k * width) + column];
            }

            if (!(Math.Abs(sum - c[at]) <= 4e-7 * (4 + inner)))
            {
                return false;
            }
        }

        return true;
    }

    private static float[] Normal(int length, RandomStream random) => [
        .. Enumerable.Range(0, length).Select(_ => (float)random.NextNormal())];

    private sealed record Problem(int Tile, int Rows, int Vectors, int First, int Second, bool Down, bool Accumulates, int Seed);
}
