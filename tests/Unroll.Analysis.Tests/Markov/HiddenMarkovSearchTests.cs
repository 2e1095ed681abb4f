using Unroll.Analysis.Markov;

namespace Unroll.Analysis.Tests.Markov;

public class HiddenMarkovSearchTests
{
    [Theory]
    [InlineData(1, EmissionKind.Gaussian)]
    [InlineData(2, EmissionKind.Gaussian)]
    [InlineData(3, EmissionKind.Gaussian)]
    [InlineData(2, EmissionKind.Discrete)]
    public void The_number_of_states_is_found(int states, EmissionKind kind)
    {
        Random random = new(11);
        double[,] transitions = new double[states, states];
        for (int i = 0; i < states; i++)
        {
            for (int j = 0; j < states; j++)
            {
                transitions[i, j] = i == j ? states == 1 ? 1 : 0.95 : 0.05 / (states - 1);
            }
        }

        Emissions emissions = kind == EmissionKind.Discrete
            ? new DiscreteEmissions(new[,] { { 0.8, 0.1, 0.1 }, { 0.1, 0.1, 0.8 } })
            : GaussianEmissions.OfOneColumn(
                [.. Enumerable.Range(0, states).Select(state => 4e6 * state)], [.. new[] { 1e12, 3e12, 2e12 }.Take(states)]);
        HiddenSample sample = new HiddenMarkovModel(
            new MarkovChain([.. Enumerable.Repeat(1.0 / states, states)], transitions), emissions).Sample(1500, random);
        HiddenMarkovFit fit = HiddenMarkovSearch.Fit(sample.Columns, new() { Emissions = kind });

        Assert.Equal(states, fit.Model.StateCount);
        int right = sample.States.Zip(fit.Path.States, (expected, found) => expected == found ? 1 : 0).Sum();
        Assert.True(right > 0.9 * sample.States.Length, $"{right} of {sample.States.Length} states found.");
    }

    [Fact]
    public void Of_very_many_rows_some_choose_the_start_and_all_estimate_the_model()
    {
        const int rows = 401_000;
        Random random = new(2);
        double[] values = [.. Enumerable.Range(0, rows).Select(row => (row / 500 % 2 * 4.0) + random.NextDouble())];
        HiddenMarkovFit fit = HiddenMarkovSearch.Fit([values], new() { States = 2, Restarts = 1 });

        Assert.Equal(200_000, fit.TrialRows);
        Assert.Equal(rows, fit.Path.States.Length);
        Assert.Equal(0.5, fit.Model.Emissions.Mean(0)[0], 0.01);
        Assert.Equal(4.5, fit.Model.Emissions.Mean(1)[0], 0.01);
        Assert.True(fit.LogLikelihood < 2 * fit.Trials[0].LogLikelihood);
        Assert.Throws<InputException>(() => HiddenMarkovSearch.Fit([values], new() { States = 400 }));
    }

    [Fact]
    public void A_symbol_that_is_seen_once_among_many_rows_does_no_harm()
    {
        double[] symbols = [.. Enumerable.Range(0, 50_000).Select(row => row == 2200 ? 2.0 : row / 250 % 2)];
        HiddenMarkovFit fit = HiddenMarkovSearch.Fit(
            [symbols], new() { States = 2, Restarts = 1, Emissions = EmissionKind.Discrete, Estimation = new() { Iterations = 5 } });

        Assert.Equal(3, ((DiscreteEmissions)fit.Model.Emissions).SymbolCount);
        Assert.True(double.IsFinite(fit.LogLikelihood));
    }

    /// <summary>States that differ in variance alone, as calm and wild times of a market do.</summary>
    [Fact]
    public void States_of_the_same_mean_are_told_apart()
    {
        Random random = new(12);
        HiddenSample sample = new HiddenMarkovModel(
            new MarkovChain([0.5, 0.5], new[,] { { 0.98, 0.02 }, { 0.04, 0.96 } }),
            GaussianEmissions.OfOneColumn([0.001, 0], [1e-4, 1e-3])).Sample(1200, random);
        HiddenMarkovFit fit = HiddenMarkovSearch.Fit(sample.Columns);

        Assert.Equal(2, fit.Model.StateCount);
        double[] deviations = [.. Enumerable.Range(0, 2).Select(state => fit.Model.Emissions.StandardDeviation(state)[0]).Order()];
        Assert.Equal(1e-2, deviations[0], 2e-3);
        Assert.Equal(Math.Sqrt(1e-3), deviations[1], 6e-3);
    }

    [Fact]
    public void Mixtures_of_several_columns_are_found()
    {
        Random random = new(13);
        HiddenMarkovModel truth = new(
            new MarkovChain([0.5, 0.5], new[,] { { 0.95, 0.05 }, { 0.05, 0.95 } }),
            new GaussianMixtureEmissions(
                new[,] { { 0.5, 0.5 }, { 0.7, 0.3 } },
                new GaussianEmissions(
                    [[0, 0], [4, 4], [8, 0], [12, 4]],
                    [.. Enumerable.Range(0, 4).Select(_ => new[,] { { 1, 0.5 }, { 0.5, 1 } })])));
        double[][] columns = truth.Sample(2000, random).Columns;
        columns[1][7] = double.NaN;
        HiddenMarkovFit fit = HiddenMarkovSearch.Fit(columns, new() { States = 2, Emissions = EmissionKind.GaussianMixture });

        Assert.True(fit.LogLikelihood > truth.LogLikelihood(columns) - 1, $"{fit.LogLikelihood} of {truth.LogLikelihood(columns)}.");
    }

    /// <summary>A change that none of the stretches has by which starts are compared.</summary>
    [Fact]
    public void A_rare_change_of_a_long_series_is_found()
    {
        double[] values = [.. Enumerable.Range(0, 60_000).Select(row => row is >= 2100 and < 2600 ? 1.0 : 0)];
        HiddenMarkovFit fit = HiddenMarkovSearch.Fit([values], new() { States = 2, Restarts = 2 });

        Assert.Equal(values, fit.Path.States.Select(state => (double)state));
    }

    [Fact]
    public void Samples_have_the_moments_of_the_states()
    {
        GaussianEmissions emissions = new([[1, 2]], [new[,] { { 2, -0.7 }, { -0.7, 0.5 } }]);
        HiddenMarkovModel model = new(new MarkovChain([1], new[,] { { 1.0 } }), emissions);
        double[][] columns = model.Sample(40_000, new Random(2)).Columns;

        Assert.Equal(1, columns[0].Average(), 0.03);
        Assert.Equal(-0.7, columns[0].Zip(columns[1], (first, second) => (first - 1) * (second - 2)).Average(), 0.03);
    }

    [Fact]
    public void Bad_observations_are_refused_with_a_sentence()
    {
        string Message(params double[][] columns) => Assert.Throws<InputException>(() => HiddenMarkovSearch.Fit(columns)).Message;
        Assert.Contains("same", Message([5, 5, 5, 5, 5]));
        Assert.Contains("missing", Message([double.NaN, double.NaN]));
        Assert.Contains("at least 3", Message([5]));
        Assert.Contains("infinite", Message([1, 2, double.NegativeInfinity, 4]));
        Assert.Contains("as many", Message([1, 2, 3, 4], [1, 2]));
        Assert.Contains("no observations", Message());
        HiddenMarkovOptions discrete = new() { Emissions = EmissionKind.Discrete };
        Assert.Contains("whole numbers", Assert.Throws<InputException>(() => HiddenMarkovSearch.Fit([[0, 1, 1.5, 0]], discrete)).Message);
        HiddenMarkovModel model = HiddenMarkovSearch.Fit([[0, 1, 1, 0, 1, 0, 0, 0, 1, 1]], discrete).Model;
        Assert.Contains("0 to 1", Assert.Throws<InputException>(() => model.Viterbi([[0, 7]])).Message);
    }
}
