using MathNet.Numerics.LinearAlgebra;
using Unroll.Analysis.StateSpace;

namespace Unroll.Analysis.Tests.StateSpace;

public class StructuralPosteriorTests
{
    [Fact]
    public void Drawn_states_have_the_smoothed_means_and_variances()
    {
        StateSpaceModel model = new StructuralModel([new LocalLinearTrend(), new DummySeasonal(4), new Autoregression(1)])
            .StateSpace([0.5, 0.3, 0.01, 0.2, 0.4, 0.6]);
        double[] series = Walk(30);
        series[7] = series[8] = double.NaN;
        SmoothedStates smoothed = KalmanFilter.Smooth(model, series);
        SimulationSmoother smoother = new(model, new Random(2));
        const int Draws = 3000;
        double[][] draws = [.. Enumerable.Range(0, Draws).Select(_ => smoother.Draw(series))];
        for (int t = 0; t < series.Length; t += 4)
        {
            for (int i = 0; i < model.StateCount; i++)
            {
                int at = (t * model.StateCount) + i;
                double mean = draws.Average(draw => draw[at]);
                double variance = draws.Average(draw => (draw[at] - mean) * (draw[at] - mean)), exact = smoothed.Variance(t, i);
                Assert.Equal(smoothed.Mean(t, i), mean, 4.5 * Math.Sqrt((exact + 1e-12) / Draws));
                Assert.Equal(exact, variance, (4.5 * exact * Math.Sqrt(2.0 / Draws)) + 1e-9);
            }
        }
    }

    /// <summary>Two variances: their posterior by a sum over a grid, with the same priors.</summary>
    [Fact]
    public void The_posterior_of_variances_is_that_of_a_grid()
    {
        double[] series = Walk(60);
        StructuralModel model = new([new LocalLevel()]);
        PosteriorOptions options = new() { Draws = 6000, PriorDegrees = 4 };
        StructuralPosterior posterior = model.Sample(series, options);
        double mean = series.Average(), scale = series.Average(value => (value - mean) * (value - mean));
        double total = 0, noise = 0, level = 0;
        const int Steps = 70;
        for (int i = 0; i < Steps; i++)
        {
            for (int j = 0; j < Steps; j++)
            {
                double first = scale * Math.Exp(-7 + (8.0 * i / Steps)), second = scale * Math.Exp(-9 + (9.0 * j / Steps));
                double logarithm = KalmanFilter.LogLikelihood(model.StateSpace([first, second]), series)
                    + InverseGamma(first, 4, 0.5 * scale) + InverseGamma(second, 4, 1e-4 * scale);
                double weight = Math.Exp(logarithm + 200) * first * second;
                (total, noise, level) = (total + weight, noise + (weight * first), level + (weight * second));
            }
        }

        PosteriorEstimate[] found = [.. posterior.Parameters];
        Assert.Equal(noise / total, found[0].Mean, 5 * found[0].StandardDeviation / Math.Sqrt(found[0].EffectiveDraws));
        Assert.Equal(level / total, found[1].Mean, 5 * found[1].StandardDeviation / Math.Sqrt(found[1].EffectiveDraws));
        Assert.True(found[0].EffectiveDraws > 200);
    }

    /// <summary>
    /// Which of three columns count: by the marginal distribution of the values, a multivariate t, of each of the eight sets.
    /// </summary>
    [Fact]
    public void Inclusion_probabilities_are_those_of_all_sets()
    {
        const int Count = 25;
        Random random = new(4);
        double[][] columns =
            [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, Count).Select(_ => random.NextDouble() - 0.5).ToArray())];
        double[] values =
            [.. Enumerable.Range(0, Count).Select(t => (0.9 * columns[0][t]) + (0.5 * columns[1][t]) + random.NextDouble() - 0.5)];
        PosteriorOptions options = new() { PriorDegrees = 1 };
        SpikeAndSlab sampler = new(columns, [.. Enumerable.Range(0, Count)], options, 1, new Random(5));
        Matrix<double> design = Matrix<double>.Build.DenseOfColumnArrays(columns), squares = design.TransposeThisAndMultiply(design);
        Matrix<double> prior = (squares + Matrix<double>.Build.DenseOfDiagonalVector(squares.Diagonal())) * (0.5 / Count);
        Vector<double> y = Vector<double>.Build.DenseOfArray(values);
        double[] exact = new double[3];
        double total = 0;
        for (int set = 0; set < 8; set++)
        {
            int[] own = [.. Enumerable.Range(0, 3).Where(k => (set >> k & 1) == 1)];
            Matrix<double> spread = Matrix<double>.Build.DenseIdentity(Count);
            if (own.Length > 0)
            {
                Matrix<double> part = Matrix<double>.Build.DenseOfColumns(own.Select(k => design.Column(k)));
                Matrix<double> inner = Matrix<double>.Build.Dense(own.Length, own.Length, (i, j) => prior[own[i], own[j]]).Inverse();
                spread += part * inner * part.Transpose();
            }

            double weight = Math.Pow(1.0 / 3, own.Length) * Math.Pow(2.0 / 3, 3 - own.Length) / Math.Sqrt(spread.Determinant())
                * Math.Pow(0.5 + (y * spread.Inverse() * y), -0.5 * (1 + Count));
            total += weight;
            foreach (int k in own)
            {
                exact[k] += weight;
            }
        }

        double[] found = new double[3];
        const int Draws = 8000;
        for (int draw = 0; draw < Draws; draw++)
        {
            sampler.Draw(values);
            for (int k = 0; k < 3; k++)
            {
                found[k] += sampler.IsIncluded[k] ? 1.0 / Draws : 0;
            }
        }

        Assert.All(exact.Zip(found), pair => Assert.Equal(pair.First / total, pair.Second, 0.03));
    }

    [Fact]
    public void Regressors_that_count_are_told_from_those_that_do_not()
    {
        Random random = new(6);
        double[][] columns =
            [.. Enumerable.Range(0, 40).Select(_ => Enumerable.Range(0, 132).Select(_ => 5 + random.NextDouble()).ToArray())];
        double[] walk = Walk(132), series = [.. walk.Select((value, t) => value + (4 * columns[3][t]) - (3 * columns[20][t]))];
        StructuralModel model = new(
            [new LocalLevel(), new Regression([.. columns.Select((_, k) => $"x{k}")], [.. columns.Select(column => column[..120])])]);
        StructuralPosterior posterior = model.Sample(series.AsSpan(0, 120), new() { Draws = 400, BurnIn = 200, ExpectedRegressors = 3 });

        PosteriorEstimate[] counting = [.. posterior.Coefficients.Where(estimate => estimate.InclusionProbability > 0.5)];
        Assert.Equal(["x3", "x20"], counting.Select(estimate => estimate.Name));
        Assert.Equal(4, counting[0].Mean, 4 * counting[0].StandardDeviation);
        Assert.Equal(-3, counting[1].Mean, 4 * counting[1].StandardDeviation);
        Assert.All(posterior.Coefficients.Except(counting), estimate => Assert.True(estimate.InclusionProbability < 0.4));
        ForecastResult forecast = posterior.Forecast(12, [.. columns.Select(column => column[120..])]);
        PredictionIntervals bounds = forecast.Intervals(0.99);
        Assert.All(Enumerable.Range(0, 12), step => Assert.InRange(series[120 + step], bounds.Lower[step], bounds.Upper[step]));
        Assert.Throws<InputException>(() => posterior.Forecast(12));
    }

    [Fact]
    public void Numbers_between_bounds_are_drawn_within_them()
    {
        Random random = new(7);
        double value = 0;
        double[] series = [.. Enumerable.Range(0, 150).Select(_ => value = (0.8 * value) + random.NextDouble() - 0.5)];
        StructuralPosterior posterior = new StructuralModel([new LocalLevel(isFixed: true), new Autoregression(1)])
            .Sample(series, new() { Draws = 500, BurnIn = 300 });
        PosteriorEstimate coefficient = posterior.Parameters.Single(estimate => estimate.Name == "autoregression-1");

        Assert.InRange(0.8, coefficient.Lower, coefficient.Upper);
        Assert.InRange(coefficient.Upper, 0.7, 1);
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused_with_a_sentence()
    {
        Regression regression = new(["a"], [[1, 2, 3, 4, 5, 6, 7, 8]]);
        double[] values = [1, 2, 1, 3, 2, 4, 1, 2];
        Assert.Contains("beside", Assert.Throws<InputException>(() => new StructuralModel([regression]).Sample(values)).Message);
        Assert.Contains("noise", Assert.Throws<InputException>(() =>
            new StructuralModel([new LocalLevel(), regression]) { HasObservationNoise = false }.Sample(values)).Message);
        Assert.Contains("8 values", Assert.Throws<InputException>(() =>
            new StructuralModel([new LocalLevel(), regression]).Sample([1, 2, 1, 3, 2, 4])).Message);
    }

    private static double InverseGamma(double variance, double degrees, double guess) =>
        (-((0.5 * degrees) + 1) * Math.Log(variance)) - (0.5 * degrees * guess / variance);

    private static double[] Walk(int count)
    {
        Random random = new(9);
        double level = 3;
        return [.. Enumerable.Range(0, count).Select(_ => (level += 0.5 * (random.NextDouble() - 0.5)) + random.NextDouble() - 0.5)];
    }
}
