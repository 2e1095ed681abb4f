using System.Text.Json.Nodes;
using Unroll.Analysis.Anomalies;
using Unroll.Analysis.ChangePoints;
using Unroll.Analysis.Estimators;
using Unroll.Analysis.Markov;
using Unroll.Analysis.Models;
using Unroll.Analysis.Periodicity;
using Unroll.Analysis.StateSpace;

namespace Unroll.Analysis.Tests;

/// <summary>Input that has no right answer: each is refused with a sentence that names it, and nothing is NaN without a word.</summary>
public class RefusedInputTests
{
    private static readonly double[] _values =
        [.. Enumerable.Range(0, 60).Select(i => 50 + (0.3 * i) + (8 * Math.Sin(i / 2.0)) + (i % 7 / 7.0))];

    private static readonly double[] _regressor = [.. Enumerable.Range(0, 60).Select(i => Math.Sin(i * 1.7))];

    private static readonly MarkovChain _chain = MarkovChain.Fit([0, 1, 1, 0, 1, 0, 0], 2, 1);

    private static readonly Dictionary<string, (Action Act, string Part)> _refused = new()
    {
        ["a pseudocount without end"] = (() => MarkovChain.Fit([0, 1], 2, double.PositiveInfinity), "pseudocount"),
        ["a state beyond memory"] = (() => MarkovChain.Fit([0, 1_000_000]), "1,000,001 states"),
        ["the largest state there is"] = (() => MarkovChain.Fit([0, int.MaxValue]), "2,147,483,648 states"),
        ["no state"] = (() => MarkovChain.Fit([0, 1], 0), "stateCount"),
        ["the likelihood of a state that is none"] = (() => _chain.LogLikelihood([0, 5]), "State 5 at time 1"),
        ["a distribution over fewer states"] = (() => _chain.After([1], 3), "1 probability for 2 states"),
        ["a distribution over more states"] = (() => _chain.After([0.5, 0.25, 0.25], 3), "3 probabilities for 2 states"),
        ["a distribution that does not add up"] = (() => _chain.After([5, 5], 3), "add up to 1"),
        ["a distribution below 0"] = (() => _chain.After([-1, 2], 3), "at least 0"),
        ["a mean that is none"] = (() => GaussianEmissions.OfOneColumn([0, double.NaN], [1, 1]), "mean of state 1"),
        ["a variance that is none"] = (() => GaussianEmissions.OfOneColumn([0, 1], [1, -1]), "covariance of state 1"),
        ["a covariance that is not symmetric"] = (
            () => new GaussianEmissions([[0, 0]], [new[,] { { 1, 0.9 }, { 0.1, 1 } }]), "covariance of state 0"),
        ["a null mean"] = (() => new GaussianEmissions([null!], [new[,] { { 1.0 } }]), "mean"),
        ["a null column of observations"] = (() => HiddenMarkovSearch.Fit([null!]), "no observations"),
        ["no hidden state"] = (() => HiddenMarkovSearch.Fit([_values], new() { States = 0 }), "States"),
        ["fewer than no hidden states"] = (() => HiddenMarkovSearch.Fit([_values], new() { States = -1 }), "States"),
        ["no hidden state at most"] = (() => HiddenMarkovSearch.Fit([_values], new() { MaxStates = 0 }), "MaxStates"),
        ["an observation row that is no number"] = (() => Space(observation: double.NaN), "observation"),
        ["a transition that is no number"] = (() => Space(transition: double.PositiveInfinity), "transition"),
        ["a variance of states below 0"] = (() => Space(variance: -1), "stateCovariance"),
        ["a covariance of states that is none"] = (
            () => new StateSpaceModel([1, 1], new double[,] { { 1, 0 }, { 0, 0.5 } }, new double[,] { { 1, 3 }, { 3, 1 } }, 1),
            "stateCovariance"),
        ["a filtered state that is none"] = (() => KalmanFilter.Filter(Space(), _values).Mean(0, 3), "state"),
        ["a variance of a filtered state that is none"] = (() => KalmanFilter.Filter(Space(), _values).Variance(0, 1), "state"),
        ["a smoothed state that is none"] = (() => KalmanFilter.Smooth(Space(), _values).Mean(0, 3), "state"),
        ["an observation too large to be squared"] = (() => KalmanFilter.LogLikelihood(Space(), [1, 1e200]), "too large"),
        ["parameters that are not as many"] = (() => new StructuralModel([new LocalLevel()]).StateSpace([1]), "1 parameter, but"),
        ["a structural model of values whose variances overflow"] = (
            () => new StructuralModel([new LocalLevel()]).Fit([.. _values.Select(value => value * 1e100)]), "too large"),
        ["a floor below 0"] = (() => new NormalCost(_values, -1), "floor"),
        ["a floor that is no number"] = (() => new NormalCost(_values, double.NaN), "floor"),
        ["a path through a missing value"] = (() => DynamicTimeWarping.Distance([1, double.NaN], [1, 2]), "missing"),
        ["a path through an infinite value"] = (() => DynamicTimeWarping.Distance([1, 2], [double.PositiveInfinity, 2]), "infinite"),
        ["a limit that is no number"] = (() => DynamicTimeWarping.Distance([1, 2], [1, 2], limit: double.NaN), "limit"),
        ["a line to an infinite value"] = (() => MissingValues.Interpolate([1, double.NaN, double.PositiveInfinity]), "infinite"),
        ["a cause that is its own effect"] = (
            () => new VectorAutoregression { Order = 1 }.Fit([_values, _regressor]).GrangerCausality(1, 1), "both the cause"),
        ["frequencies that are none"] = (() => new FrequencyGrid(double.NaN, 0.1, 5).ToArray(), "frequencies"),
        ["fewer than no frequencies"] = (() => new FrequencyGrid(1, 0.1, -5).ToArray(), "frequencies"),
        ["a phase from nowhere"] = (() => PhaseFold.Of([0, 1], [1, 2], 3, double.NaN), "phase 0"),
        ["a phase of an infinite value"] = (() => PhaseFold.Of([0, 1], [1, double.PositiveInfinity], 3), "infinite"),
        ["an autocorrelation of what is too small to be squared"] = (
            () => Autocorrelation.Of([.. _values.Select(value => value * 1e-200)]), "too close"),
        ["a periodogram of what is too large to be squared"] = (
            () => Periodogram.Of([.. _values.Select(value => value * 1e200)]), "too large"),
        ["rows of which one is null"] = (() => new FeatureTable([[1.0], null!]), "Row 1"),
        ["targets of which one is null"] = (() => new RidgeRegression().Fit(new([[1.0], [2]]), [[1.0], null!]), "Row 1"),
        ["a feature too large to be squared"] = (() => new RidgeRegression().Fit(new([[1.0], [1e160], [3]]), [1.0, 2, 3]), "too large"),
        ["features too close to be squared"] = (() => new RidgeRegression().Fit(new([[1e-170], [2e-170], [0]]), [1.0, 2, 3]), "too close"),
        ["a target too large to be squared"] = (
            () => new SupportVectorRegressor().Fit(new([[1.0], [2], [3]]), [1.0, 2, 1e160]), "too large"),
        ["a feature to predict that is too large"] = (
            () => new PerceptronRegressor(new() { Epochs = 1 }).Fit(new([[1.0], [2], [3]]), [1.0, 2, 3]).Predict(new([[1e300]])),
            "too large"),
        ["no class"] = (() => new RidgeClassifier().Fit(new([[1.0], [2]]), [0, 1], 0), "classes"),
        ["no neighbour"] = (() => new NearestNeighborsRegressor(new() { Neighbors = 0 }).Fit(new([[1.0], [2]]), [1.0, 2]), "neighbors"),
        ["more neighbours than rows"] = (
            () => new NearestNeighborsRegressor(new() { Neighbors = 3 }).Fit(new([[1.0], [2]]), [1.0, 2]), "there are 2 rows"),
        ["more neighbours of classes than rows"] = (
            () => new NearestNeighborsClassifier(new() { Neighbors = 3 }).Fit(new([[1.0], [2]]), [0, 1]), "give at most 2"),
        ["lags beyond the series"] = (
            () => new Arima(new ArimaOrder(0, 0, 0, SeasonalP: 3)).Fit(new([.. _values.Take(20)], 12)), "needs at least 37 values"),
        ["an order below 0"] = (() => new AutoArima { MaxOrder = -1 }.Fit(new(_values)), "max-order"),
        ["parameters of another objective"] = (
            () => new LogisticObjective(new([[1.0], [2]]), [0, 1], 2).Value(new double[9]), "9 parameters"),
        ["a forecast of values that overflow"] = (() => new AutoEts().Fit(new([.. _values.Select(value => value * 1e200)])), "too large"),
        ["a score of fewer values than learned from"] = (
            () => new IsolationForest().Fit(new(_values, 12)).Score(new([1, 2, 3], 12)), "season"),
    };

    public static TheoryData<string> Refused => [.. _refused.Keys];

    public static TheoryData<string> UsersOfRegressors => ["arima", "auto-arima", "harmonic-arima", "structural"];

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_has_no_right_answer_is_refused_with_a_sentence(string name)
    {
        (Action act, string part) = _refused[name];
        Exception exception = Record.Exception(act) ?? throw new InvalidOperationException($"{name} was taken.");
        Assert.True(exception is InputException or ArgumentException or InvalidOperationException, exception.ToString());
        Assert.Contains(part, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(UsersOfRegressors))]
    public void Regressors_that_are_not_known_are_refused(string name)
    {
        ForecastModel model = name == "arima" ? new Arima(new ArimaOrder(1, 1, 1)) : ForecastModel.Catalogue.Create(name);
        ForecastFit fit = model.Fit(With(_regressor));
        Assert.All(fit.Forecast(2, [[0, 1]]).Mean, mean => Assert.True(double.IsFinite(mean)));
        Refuses("step 2 of the forecast is NaN", () => fit.Forecast(2, [[0, double.NaN]]));
        Refuses("step 1 of the forecast is", () => fit.Forecast(2, [[double.NegativeInfinity, 0]]));
        Refuses("regressor", () => fit.Forecast(2, [null!]));
        Refuses("value 5 (both from 0) is NaN", () => model.Fit(With([.. _regressor.Select((value, i) => i == 5 ? double.NaN : value)])));
        Refuses("has 30 values, but the series has 60", () => model.Fit(With(_regressor[..30])));
        Refuses("has 0 values", () => model.Fit(With(null!)));
        JsonObject estimates = fit.ToJson();
        Refuses("value 5 (both from 0) is NaN", () => model.Apply(
            estimates, With([.. _regressor.Select((value, i) => i == 5 ? double.NaN : value)])));

        static void Refuses(string part, Action act) =>
            Assert.Contains(part, Assert.Throws<InputException>(act).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("arima")]
    [InlineData("auto-ets")]
    [InlineData("theta")]
    [InlineData("var")]
    [InlineData("seasonal-naive")]
    public void Estimates_on_a_history_without_end_or_beginning_are_refused(string name)
    {
        ForecastModel model = name == "arima" ? new Arima(new ArimaOrder(0, 1, 1, 0, 1, 1)) : ForecastModel.Catalogue.Create(name);
        ForecastFit fit = model.Fit(new ObservedSeries(_values, 12));
        foreach (double[] history in (double[][])[[], [double.NaN, double.NaN]])
        {
            Assert.Throws<InputException>(() => fit.Apply(new ObservedSeries(history, 12)).Forecast(3));
        }

        // A history that is shorter than what the model looks back at has a forecast in numbers, or none.
        try
        {
            Assert.All(fit.Apply(new ObservedSeries([1, 2], 12)).Forecast(3).Mean, mean => Assert.True(double.IsFinite(mean)));
        }
        catch (InputException)
        {
        }
    }

    [Fact]
    public void A_pattern_that_repeats_exactly_is_no_cause_for_a_warning()
    {
        double[] pattern = [.. Enumerable.Range(0, 48).Select(i => (double)(i % 12))];
        Assert.Null(new AutoEts().Fit(new ObservedSeries(pattern, 12)).Warning);
    }

    [Fact]
    public void What_is_wholly_explained_has_no_further_partial_autocorrelation()
    {
        double[] partial = [.. Autocorrelation.Partial([.. Enumerable.Range(0, 60).Select(i => (double)(i % 2))]).Values];
        Assert.Equal(-1, partial[1], 9);
        Assert.All(partial[2..], value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_chain_and_its_emissions_do_not_change_with_the_arrays_that_they_came_by()
    {
        double[,] transitions = { { 0.5, 0.5 }, { 0.5, 0.5 } };
        double[] initial = [0.5, 0.5], mean = [3];
        MarkovChain chain = new(initial, transitions);
        GaussianEmissions emissions = new([mean], [new[,] { { 1.0 } }]);
        (transitions[0, 0], initial[0], mean[0]) = (7, 7, 7);
        Assert.Equal([0.5, 0.5], chain.After([1, 0], 1));
        Assert.Equal(0.5, chain.Initial[0]);
        Assert.Equal([3], emissions.Mean(0));
    }

    private static ObservedSeries With(double[] regressor) => new(_values) { Regressors = [regressor] };

    private static StateSpaceModel Space(double observation = 1, double transition = 1, double variance = 1) =>
        new([observation], new[,] { { transition } }, new[,] { { variance } }, 1);
}
