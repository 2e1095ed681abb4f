using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Unroll.Analysis.Matching;

namespace Unroll.Analysis.Tests.Matching;

public class MatrixProfileTests
{
    [Fact]
    public void The_profile_is_that_of_stumpy()
    {
        AnalysisCase reference = AnalysisCase.Named("matrix-profile");
        MatrixProfile profile = MatrixProfile.Of(reference.Given("x"), 25);

        Assert.Equal(7, profile.Exclusion);
        Near.Equal(reference.Values("profile"), profile.Distances, 1e-12);
        Assert.Equal(reference.Values("index"), profile.Neighbors.Select(index => (double)index));
    }

    [Theory]
    [InlineData(9, 3)]
    [InlineData(60, 5)]
    [InlineData(300, 8)]
    [InlineData(1100, 30)]
    public void The_profile_is_that_of_its_definition(int count, int window)
    {
        Random random = new(count);
        double level = 0;
        Holds([.. Enumerable.Range(0, count).Select(_ => random.NextDouble())], window, 1e-12);
        Holds([.. Enumerable.Range(0, count).Select(_ => level += random.NextDouble() - 0.5)], window, 1e-12);
    }

    [Fact]
    public void Missing_and_infinite_values_make_windows_void()
    {
        double[] values = Walk(400);
        values[0] = values[120] = values[399] = double.NaN;
        values[200] = double.NegativeInfinity;
        Array.Fill(values, double.NaN, 300, 20);
        MatrixProfile profile = Holds(values, 10, 1e-12);

        Assert.Equal((double.PositiveInfinity, -1), (profile.Distances[195], profile.Neighbors[195]));
        Assert.All(profile.Neighbors.Where(index => index >= 0), index => Assert.True(double.IsFinite(profile.Distances[index])));
    }

    [Fact]
    public void Constant_windows_are_alike_and_half_way_from_others()
    {
        double[] values = Walk(400);
        Array.Fill(values, 3, 100, 40);
        Array.Fill(values, -8, 250, 40);
        MatrixProfile profile = Holds(values, 12, 1e-12);
        Assert.Equal(0, profile.Distances[110]);

        // A single constant stretch has no other like it.
        double[] once = Walk(400);
        Array.Fill(once, 3, 100, 12);
        Assert.Equal(Math.Sqrt(12), Holds(once, 12, 1e-12).Distances[100]);
        Assert.All(MatrixProfile.Of(new double[50], 5).Distances, distance => Assert.Equal(0, distance));
    }

    /// <summary>A covariance that was once 10¹⁸ times as large would leave nothing but rounding in a recurrence.</summary>
    [Fact]
    public void Offsets_steps_and_spikes_leave_the_profile_exact()
    {
        double[] values = Walk(1500), far = [.. values.Select(value => value + 1e6)], step = [.. values], spikes = [.. values];
        for (int row = 700; row < step.Length; row++)
        {
            step[row] += 1e6;
        }

        (spikes[400], spikes[900], spikes[1300]) = (1e9, -1e9, 1e6);
        Holds(far, 20, 1e-8);
        Holds(step, 20, 1e-7);
        Holds(spikes, 20, 1e-6);
        Holds([.. values.Select(value => value * 1e-150)], 20, 1e-10);
    }

    [Fact]
    public void Each_width_of_vectors_finds_the_same()
    {
        double[] values = Walk(2300);
        Array.Fill(values, double.NaN, 1000, 3);
        (values[50], values[1500]) = (1e7, -1e7);
        MatrixProfile scalar = MatrixProfile.Compute<LanesScalar, double>(new WindowStatistics(values, 16), 4);
        List<MatrixProfile> others =
        [
            MatrixProfile.Compute<Lanes128, Vector128<double>>(new WindowStatistics(values, 16), 4),
            MatrixProfile.Compute<Lanes256, Vector256<double>>(new WindowStatistics(values, 16), 4),
        ];
        if (Avx512F.IsSupported)
        {
            others.Add(MatrixProfile.Compute<Lanes512, Vector512<double>>(new WindowStatistics(values, 16), 4));
        }

        Assert.All(others, other =>
        {
            Assert.Equal(scalar.LeftNeighbors, other.LeftNeighbors);
            Assert.Equal(scalar.RightNeighbors, other.RightNeighbors);
            Near.Equal(Finite(scalar.Distances), Finite(other.Distances), 1e-10);
        });
    }

    [Fact]
    public void Motifs_and_discords_are_what_was_planted()
    {
        Random random = new(5);
        double[] values = [.. Enumerable.Range(0, 600).Select(row => Math.Sin(Math.PI * row / 15) + (0.2 * random.NextDouble()))];
        for (int row = 0; row < 40; row++)
        {
            values[100 + row] = values[400 + row] = Math.Sin(row * row / 40.0);
            values[250 + row] = random.NextDouble();
        }

        MatrixProfile profile = MatrixProfile.Of(values, 40);
        Motif motif = profile.Motifs(1)[0];
        Assert.Equal((100, 400, 0.0), (motif.First, motif.Second, motif.Distance));
        Assert.InRange(profile.Discords(1)[0].Start, 230, 275);
        IReadOnlyList<Discord> discords = profile.Discords(5);
        Assert.All(discords.Zip(discords.Skip(1)), pair => Assert.True(pair.First.Distance >= pair.Second.Distance));
        Assert.All(discords, discord => Assert.All(discords, other =>
            Assert.True(discord == other || Math.Abs(discord.Start - other.Start) >= 40)));
    }

    [Fact]
    public void The_left_profile_knows_nothing_of_what_comes()
    {
        double[] values = Walk(500);
        MatrixProfile all = MatrixProfile.Of(values, 20), half = MatrixProfile.Of(values.AsSpan(..300), 20);

        Near.Equal(Finite(half.LeftDistances), Finite(all.LeftDistances[..281]), 1e-12);
    }

    [Fact]
    public void What_is_too_short_is_refused_with_a_sentence()
    {
        Assert.Contains("at least 14 values", Assert.Throws<InputException>(() => MatrixProfile.Of(new double[13], 10)).Message);
        Assert.Contains("is 1", Assert.Throws<InputException>(() => MatrixProfile.Of([1], 10)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => MatrixProfile.Of(new double[100], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => MatrixProfile.Of(new double[100], 10, new() { Exclusion = -1 }));
        Assert.ThrowsAny<OperationCanceledException>(() => MatrixProfile.Of(Walk(500), 10, null, new CancellationToken(canceled: true)));
    }

    private static MatrixProfile Holds(double[] values, int window, double tolerance)
    {
        MatrixProfile profile = MatrixProfile.Of(values, window);
        BruteForceProfile expectation = new(values, window);
        Same(expectation.Distances(profile.Exclusion, (_, _) => true), profile.Distances, profile.Neighbors);
        Same(expectation.Distances(profile.Exclusion, (row, other) => other < row), profile.LeftDistances, profile.LeftNeighbors);
        Same(expectation.Distances(profile.Exclusion, (row, other) => other > row), profile.RightDistances, profile.RightNeighbors);
        return profile;

        void Same(double[] expected, double[] distances, int[] neighbours)
        {
            for (int row = 0; row < expected.Length; row++)
            {
                // The neighbour may be another one as near.
                Assert.Equal(double.IsInfinity(expected[row]), neighbours[row] < 0);
                Assert.True(
                    expected[row] == distances[row] || Math.Abs(expected[row] - distances[row]) <= tolerance,
                    FormattableString.Invariant($"Row {row}: {distances[row]}, where {expected[row]} was expected."));
                Assert.True(neighbours[row] < 0
                    || Math.Abs(expectation.Distance(row, neighbours[row]) - expected[row]) <= tolerance);
            }
        }
    }

    private static double[] Finite(double[] distances) => [.. distances.Select(distance => double.IsFinite(distance) ? distance : -1)];

    private static double[] Walk(int count)
    {
        Random random = new(3);
        double level = 0;
        return [.. Enumerable.Range(0, count).Select(_ => level += random.NextDouble() - 0.5)];
    }
}
