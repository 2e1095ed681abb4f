using Unroll.Analysis.Markov;

namespace Unroll.Analysis.Tests.Markov;

public class HiddenMarkovTests
{
    [Fact]
    public void Symbols_have_the_likelihood_and_path_of_hmmlearn()
    {
        AnalysisCase golden = AnalysisCase.Named("hidden-markov-discrete");
        HiddenMarkovModel model = new(
            new MarkovChain(golden.Given("start"), Square(golden.GivenRows("transitions"))),
            new DiscreteEmissions(Square(golden.GivenRows("emissions"))));
        double[][] columns = [golden.Given("y")];

        Assert.Equal(golden.Value("logLikelihood"), model.LogLikelihood(columns), 1e-9);
        Assert.Equal(golden.Values("viterbi"), model.Viterbi(columns).States.Select(state => (double)state));
    }

    [Fact]
    public void Gaussian_states_have_the_likelihood_path_and_estimates_of_hmmlearn()
    {
        AnalysisCase golden = AnalysisCase.Named("hidden-markov-gaussian");
        HiddenMarkovModel model = new(
            new MarkovChain(golden.Given("start"), Square(golden.GivenRows("transitions"))),
            GaussianEmissions.OfOneColumn([.. golden.GivenRows("means").Select(row => row[0])], golden.Given("variances")));
        double[][] columns = [golden.Given("y")];

        Assert.Equal(golden.Value("before.logLikelihood"), model.LogLikelihood(columns), 1e-9);
        Assert.Equal(golden.ValueFields("before", "viterbi"), model.Viterbi(columns).States.Select(state => (double)state));

        HiddenMarkovFit fit = model.Train(columns, new() { Iterations = 10, Tolerance = -1, VariancePrior = 0.01 });
        Assert.Equal(10, fit.Iterations);
        Assert.Equal(golden.Value("after.logLikelihood"), fit.LogLikelihood, 1e-6);
    }

    /// <summary>All paths one by one: their probabilities add up to the likelihood, and the greatest is Viterbi's.</summary>
    [Theory]
    [InlineData(1, EmissionKind.Gaussian, false)]
    [InlineData(2, EmissionKind.GaussianMixture, false)]
    [InlineData(3, EmissionKind.Discrete, false)]
    [InlineData(4, EmissionKind.Gaussian, true)]
    [InlineData(5, EmissionKind.Discrete, true)]
    public void Likelihood_posterior_and_path_are_those_of_all_paths(int seed, EmissionKind kind, bool isExtreme)
    {
        Random random = new(seed);
        HiddenMarkovModel model = Models.Make(kind, 3, random, isExtreme);
        double[][] columns = model.Sample(7, random).Columns;
        columns[0][2] = double.NaN;
        if (isExtreme && kind == EmissionKind.Gaussian)
        {
            columns[0][5] = 1e3;
        }

        AllPaths paths = new(model, columns);
        Assert.Equal(paths.LogLikelihood, model.LogLikelihood(columns), 1e-9 * Math.Max(1, Math.Abs(paths.LogLikelihood)));
        HiddenPath best = model.Viterbi(columns);
        Assert.Equal(paths.BestLogProbability, best.LogProbability, 1e-9 * Math.Max(1, Math.Abs(paths.BestLogProbability)));
        double[][] posterior = model.Posterior(columns);
        for (int t = 0; t < 7; t++)
        {
            for (int state = 0; state < 3; state++)
            {
                Assert.Equal(paths.Posterior[t, state], posterior[state][t], 1e-9);
            }
        }
    }

    [Theory]
    [InlineData(EmissionKind.Gaussian)]
    [InlineData(EmissionKind.GaussianMixture)]
    [InlineData(EmissionKind.Discrete)]
    public void Recursions_by_scales_and_by_logarithms_agree(EmissionKind kind)
    {
        Random random = new(3);
        HiddenMarkovModel model = Models.Make(kind, 4, random, isExtreme: false);
        HiddenObservations observations = new(model.Sample(300, random).Columns);
        ForwardBackward scaled = new(4, observations);
        double[] densities = new double[1200], posteriors = new double[1200];
        double[,] transfers = new double[4, 4];
        double expected = scaled.Run(model);
        model.Emissions.LogDensities(observations, densities);

        Assert.False(scaled.IsByLogarithms);
        Assert.Equal(expected, LogForwardBackward.Run(model, densities, new double[1200], posteriors, transfers), 1e-8);
        Near.Equal(posteriors, scaled.Posteriors, 1e-10);
        Near.Equal([.. transfers.Cast<double>()], [.. scaled.Transfers.Cast<double>()], 1e-10);
    }

    [Fact]
    public void Steps_beyond_the_range_of_numbers_are_counted_by_logarithms()
    {
        HiddenMarkovModel model = new(
            new MarkovChain([1, 0], new[,] { { 1, 0 }, { 0.5, 0.5 } }), GaussianEmissions.OfOneColumn([0, 100], [1, 1]));
        double[][] columns = [[0, 100, 0]];
        HiddenObservations observations = new(columns);
        ForwardBackward recursions = new(2, observations);

        Assert.Equal(-5000 - (1.5 * Math.Log(2 * Math.PI)), recursions.Run(model), 1e-9);
        Assert.True(recursions.IsByLogarithms);
        Assert.Equal(1, recursions.Posteriors[2], 1e-12);
    }

    [Theory]
    [InlineData(EmissionKind.Gaussian)]
    [InlineData(EmissionKind.GaussianMixture)]
    [InlineData(EmissionKind.Discrete)]
    public void The_likelihood_rises_with_each_iteration(EmissionKind kind)
    {
        Random random = new(5);
        double[][] columns = Models.Make(kind, 3, random, isExtreme: false).Sample(400, random).Columns;
        HiddenMarkovModel start = Models.Make(kind, 3, new Random(6), isExtreme: false);
        double former = start.LogLikelihood(columns);
        for (int iterations = 1; iterations <= 12; iterations++)
        {
            double found = start.Train(columns, new() { Iterations = iterations, Tolerance = -1e9, VariancePrior = 0 }).LogLikelihood;
            Assert.True(found >= former - 1e-7, $"{found} after {iterations} iterations is less than {former} before.");
            former = found;
        }
    }

    /// <summary>At a maximum the slope is 0: a small change of a parameter does not make the likelihood greater.</summary>
    [Fact]
    public void The_estimate_is_a_maximum_of_the_likelihood()
    {
        Random random = new(8);
        double[][] columns = new HiddenMarkovModel(
            new MarkovChain([0.5, 0.5], new[,] { { 0.9, 0.1 }, { 0.2, 0.8 } }), GaussianEmissions.OfOneColumn([0, 3], [1, 2]))
            .Sample(300, random).Columns;
        HiddenMarkovFit fit = HiddenMarkovSearch.Fit(
            columns, new() { States = 2, Estimation = new() { Tolerance = 1e-10, Iterations = 5000, VariancePrior = 0 } });
        GaussianEmissions found = (GaussianEmissions)fit.Model.Emissions;
        double[] means = [.. found.Means.Select(mean => mean[0])];
        double[] variances = [.. found.Covariances.Select(covariance => covariance[0, 0])];
        double At(double mean, double variance, double staying) => new HiddenMarkovModel(
            new MarkovChain(
                fit.Model.Chain.Initial,
                new[,] { { fit.Model.Chain.Transitions[0, 0] + staying, fit.Model.Chain.Transitions[0, 1] - staying },
                    { fit.Model.Chain.Transitions[1, 0], fit.Model.Chain.Transitions[1, 1] } }),
            GaussianEmissions.OfOneColumn([means[0] + mean, means[1]], [variances[0], variances[1] + variance])).LogLikelihood(columns);
        double best = At(0, 0, 0);
        Assert.Equal(fit.LogLikelihood, best, 1e-9);
        foreach ((double mean, double variance, double staying) in ((double, double, double)[])[(1e-2, 0, 0), (0, 1e-2, 0), (0, 0, 1e-2)])
        {
            Assert.True(At(mean, variance, staying) < best);
            Assert.True(At(-mean, -variance, -staying) < best);
        }
    }

    private static double[,] Square(double[][] rows)
    {
        double[,] square = new double[rows.Length, rows[0].Length];
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < rows[i].Length; j++)
            {
                square[i, j] = rows[i][j];
            }
        }

        return square;
    }
}
