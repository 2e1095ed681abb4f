using Unroll.Series.Frames;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;
using Unroll.Tasks.Sequences;

namespace Unroll.Tasks.Regression;

/// <summary>
/// A regressor of whole series: predicts numbers such as the remaining life of an engine; made by a recipe, or by the steps of
/// <see cref="For"/>, each of which gives a new untrained regressor.
/// </summary>
/// <example>
/// <code>
/// SequenceRegressor regressor = SequenceRegressor.For("remaining_life").Network(new Gru(24), new Dense(1));
/// TrainingRun run = regressor.Fit(engines);
/// double remaining = regressor.Predict(others)[0].Predicted;
/// </code>
/// </example>
public sealed class SequenceRegressor : SequenceLearner<SequenceRegressor, RegressionPrediction, RegressionEvaluation>
{
    private SequenceRegressor(Recipe recipe, ulong? seed)
        : base(RequireTask<RegressionTask>(recipe), seed)
    {
    }

    private SequenceRegressor(SavedRun run)
        : base(run)
    {
    }

    /// <summary>Names of the targets.</summary>
    /// <exception cref="InvalidOperationException">The regressor is neither planned, trained nor loaded.</exception>
    public IReadOnlyList<string> Targets => State.Targets;

    private LearnedRegression State => (LearnedRegression)Learned;

    /// <summary>Creates an untrained regressor.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="seed">Seed of weights, order and dropout; null for the recipe's. The split does not depend on it.</param>
    /// <exception cref="InputException">The recipe is for another task, or does not fit together.</exception>
    public static SequenceRegressor Create(Recipe recipe, ulong? seed = null) => new(recipe, seed);

    /// <summary>
    /// A regressor of whole series: of all other columns of numbers unless
    /// <see cref="SequenceLearner{TSelf, TPrediction, TEvaluation}.Channels"/> sets them, scaled to mean 0 and deviation 1, with an LSTM of
    /// 32 units, and series split at random into 70 % training, 15 % validation (for early stopping) and 15 % test part, unless the steps
    /// change that.
    /// </summary>
    /// <param name="targets">The target columns, whose last known value is predicted; none where series come with a number each.</param>
    public static SequenceRegressor For(params IReadOnlyList<string> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return WithDefaultNetwork(new(Starting(RegressionTask.Instance, new DataRecipe { Targets = targets }), null));
    }

    /// <summary>Loads a regressor from a run folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InputException">A file is missing or damaged, or the run is of another task.</exception>
    public static new SequenceRegressor Load(string folder) => new(OpenRun<RegressionTask>(folder));

    /// <summary>Sets the prediction intervals: their levels, and how they are calibrated.</summary>
    /// <param name="intervals">The intervals; 80 and 95 % by default.</param>
    public SequenceRegressor Intervals(IntervalRecipe intervals) => With(recipe => recipe.With(RegressionTask.Intervals, intervals));

    private protected override IReadOnlyList<RegressionPrediction> PredictionsOf(SeriesSet series, int threads) =>
        State.Regress(series, Trained, threads);

    private protected override SequenceRegressor Create(Recipe recipe, ulong seed) => new(recipe, seed);
}
