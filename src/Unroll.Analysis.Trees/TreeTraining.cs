using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using Unroll.Analysis.Estimators;

namespace Unroll.Analysis.Trees;

/// <summary>Learns trees by ML.NET.</summary>
/// <param name="features">The rows.</param>
/// <param name="seed">The seed of random choices.</param>
/// <param name="isAlone">Whether nothing else is learned at the same time, so that all processors are free.</param>
internal sealed class TreeTraining(FeatureTable features, int seed, bool isAlone)
{
    private const int MostBins = 1023;

    /// <summary>Bins in a forest, whose splits differ from tree to tree anyway: a quarter of the bins takes half of the time.</summary>
    private const int BinsOfForest = 255;

    private readonly FeatureScale? _scale = FeatureScale.ForSingle(features.Rows, features.Rows[0].Length);
    private readonly int? _threads = isAlone ? null : 1;
    private readonly bool _hasSplit =
        Enumerable.Range(0, features.Rows[0].Length).Any(column => features.Rows.Any(row => row[column] != features.Rows[0][column]));

    /// <summary>A random forest of the mean of targets, each tree of 70 % of the rows.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="options">The settings.</param>
    /// <param name="tried">The share of features that a split may choose among.</param>
    public TreeEnsemble Forest(double[] targets, ForestOptions options, double tried) => Forest(
        targets, options.Trees, Math.Min(options.Leaves, Math.Max(2, targets.Length)), options.MinSamplesLeaf, sampled: 0.7, tried);

    /// <summary>A forest, or a single tree, of the mean of targets.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="trees">How many trees.</param>
    /// <param name="leaves">The most leaves of a tree.</param>
    /// <param name="minSamplesLeaf">The fewest rows of a leaf.</param>
    /// <param name="sampled">The share of rows that a tree learns from.</param>
    /// <param name="tried">The share of features that a split may choose among.</param>
    /// <exception cref="InputException">The fewest rows of a leaf allow no split.</exception>
    public TreeEnsemble Forest(double[] targets, int trees, int leaves, int minSamplesLeaf, double sampled, double tried)
    {
        RequireSplit(minSamplesLeaf, targets.Length);
        TargetUnit unit = TargetUnit.Of(targets);
        if (!_hasSplit)
        {
            return TreeEnsemble.Constant(unit.Mean);
        }

        MLContext context = new(seed);
        FastForestRegressionTrainer trainer = context.Regression.Trainers.FastForest(new FastForestRegressionTrainer.Options
        {
            NumberOfTrees = trees,
            NumberOfLeaves = leaves,
            MinimumExampleCountPerLeaf = minSamplesLeaf,
            BaggingExampleFraction = sampled,
            FeatureFraction = 1,
            FeatureFractionPerSplit = tried,
            MaximumBinCountPerFeature = trees == 1 ? MostBins : BinsOfForest,
            NumberOfQuantileSamples = 0,
            NumberOfThreads = _threads,
            Seed = seed,
            FeatureSelectionSeed = seed,
        });
        QuantileRegressionTreeEnsemble learned = trainer.Fit(Data(context, targets, unit)).Model.TrainedTreeEnsemble;
        double share = unit.Size / learned.Trees.Count;
        return TreeEnsemble.Of(
            unit.Mean + (unit.Size * learned.Bias), learned.Trees, [.. learned.TreeWeights.Select(weight => weight * share)], _scale);
    }

    /// <summary>Boosted trees of targets by squared errors.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="options">The settings.</param>
    /// <exception cref="InputException">The fewest rows of a leaf allow no split.</exception>
    public TreeEnsemble Boosted(double[] targets, BoostingOptions options)
    {
        int minSamplesLeaf = options.MinimumLeafOf(targets.Length);
        RequireSplit(minSamplesLeaf, targets.Length);
        TargetUnit unit = TargetUnit.Of(targets);
        if (!_hasSplit)
        {
            return TreeEnsemble.Constant(unit.Mean);
        }

        MLContext context = new(seed);
        IDataView data = Data(context, targets, unit);
        if (options.Algorithm == BoostingAlgorithm.FastTree)
        {
            FastTreeRegressionTrainer.Options fast = new();
            Fast(fast, options, minSamplesLeaf);
            return Of(context.Regression.Trainers.FastTree(fast).Fit(data).Model.TrainedTreeEnsemble, unit);
        }

        LightGbmRegressionTrainer.Options light = new();
        Light(light, options, minSamplesLeaf);
        return Native(() => Of(context.Regression.Trainers.LightGbm(light).Fit(data).Model.TrainedTreeEnsemble, unit))
            ?? TreeEnsemble.Constant(unit.Mean);
    }

    /// <summary>Boosted trees of the logarithm of odds.</summary>
    /// <param name="isClass">Whether each row is of the class.</param>
    /// <param name="options">The settings.</param>
    /// <exception cref="InputException">The fewest rows of a leaf allow no split.</exception>
    public BoostedOdds Odds(bool[] isClass, BoostingOptions options)
    {
        int minSamplesLeaf = options.MinimumLeafOf(isClass.Length);
        RequireSplit(minSamplesLeaf, isClass.Length);
        double share = isClass.Count(value => value) / (double)isClass.Length;
        BoostedOdds constant = new(TreeEnsemble.Constant(0), 0, Math.Log((1 - share) / share));
        if (!_hasSplit)
        {
            return constant;
        }

        MLContext context = new(seed);
        IDataView data = Data(context, isClass);
        if (options.Algorithm == BoostingAlgorithm.FastTree)
        {
            FastTreeBinaryTrainer.Options fast = new();
            Fast(fast, options, minSamplesLeaf);
            CalibratedModelParametersBase<FastTreeBinaryModelParameters, PlattCalibrator> found =
                context.BinaryClassification.Trainers.FastTree(fast).Fit(data).Model;
            return new BoostedOdds(
                Of(found.SubModel.TrainedTreeEnsemble, TargetUnit.Odds), found.Calibrator.Slope, found.Calibrator.Offset);
        }

        LightGbmBinaryTrainer.Options light = new();
        Light(light, options, minSamplesLeaf);
        return Native(() =>
        {
            CalibratedModelParametersBase<LightGbmBinaryModelParameters, PlattCalibrator> learned =
                context.BinaryClassification.Trainers.LightGbm(light).Fit(data).Model;
            return new BoostedOdds(
                Of(learned.SubModel.TrainedTreeEnsemble, TargetUnit.Odds), learned.Calibrator.Slope, learned.Calibrator.Offset);
        }) ?? constant;
    }

    /// <summary>Refuses trees without a split, which tell the mean of all rows whatever a row is like.</summary>
    /// <param name="minSamplesLeaf">The fewest rows of a leaf; 1 is no demand.</param>
    /// <param name="rows">The rows; ML.NET gives some trees of a forest more than their share of them.</param>
    private static void RequireSplit(int minSamplesLeaf, int rows)
    {
        if (minSamplesLeaf > 1 && minSamplesLeaf > rows / 2)
        {
            throw new InputException(
                $"min-samples-leaf is {minSamplesLeaf}, but there are {CountFormatter.Format(rows, "rows")} to learn from, so that no "
                + $"split leaves as many on both sides: give at most {Math.Max(1, rows / 2)}.");
        }
    }

    private TreeEnsemble Of(RegressionTreeEnsemble learned, TargetUnit unit) => TreeEnsemble.Of(
        unit.Mean + (unit.Size * learned.Bias), learned.Trees, [.. learned.TreeWeights.Select(weight => weight * unit.Size)], _scale);

    /// <summary>
    /// Runs what needs LightGBM's native library; where a library that it needs is missing, says what to install. Null where no split is
    /// allowed, as of features that are constant or of few rows: LightGBM then learns no tree, and ML.NET fails on the empty list.
    /// </summary>
    private static T? Native<T>(Func<T> learn)
        where T : class
    {
        try
        {
            return learn();
        }
        catch (ArgumentNullException exception) when (exception.ParamName == "items")
        {
            return null;
        }
        catch (Exception exception) when (exception is DllNotFoundException || exception.InnerException is DllNotFoundException)
        {
            throw new InputException(
                "Gradient boosting by LightGBM needs the library libgomp, which is missing here: install it (Debian and Ubuntu: apt-get "
                + "install libgomp1; Alpine: apk add libgomp; Fedora: dnf install libgomp), or take algorithm: fast-tree.", exception);
        }
    }

    private void Light<TOptions, TOutput, TTransformer, TModel>(
        LightGbmTrainerBase<TOptions, TOutput, TTransformer, TModel>.OptionsBase light, BoostingOptions options, int minSamplesLeaf)
        where TOptions : LightGbmTrainerBase<TOptions, TOutput, TTransformer, TModel>.OptionsBase, new()
        where TTransformer : ISingleFeaturePredictionTransformer<TModel>
        where TModel : class
    {
        light.NumberOfIterations = options.Trees;
        light.LearningRate = options.LearningRate;
        light.NumberOfLeaves = options.Leaves;
        light.MinimumExampleCountPerLeaf = minSamplesLeaf;
        light.HandleMissingValue = false;
        light.NumberOfThreads = _threads;
        light.Seed = seed;
        light.Deterministic = true;
        light.ForceRowWise = true;
    }

    private void Fast(BoostedTreeOptions fast, BoostingOptions options, int minSamplesLeaf)
    {
        fast.NumberOfTrees = options.Trees;
        fast.LearningRate = options.LearningRate;
        fast.NumberOfLeaves = options.Leaves;
        fast.MinimumExampleCountPerLeaf = minSamplesLeaf;
        fast.NumberOfThreads = _threads;
        fast.Seed = seed;
        fast.FeatureSelectionSeed = seed;
    }

    /// <summary>Rows with targets less their mean: what no tree tells of is then the mean, and not 0.</summary>
    private IDataView Data(MLContext context, double[] targets, TargetUnit unit) => context.Data.LoadFromEnumerable(
        features.Rows.Select((row, i) => new NumberRow { Features = Single(row), Label = unit.Apply(targets[i]) }),
        Schema(typeof(NumberRow)));

    private IDataView Data(MLContext context, bool[] isClass) => context.Data.LoadFromEnumerable(
        features.Rows.Select((row, i) => new ClassRow { Features = Single(row), Label = isClass[i] }), Schema(typeof(ClassRow)));

    private SchemaDefinition Schema(Type row)
    {
        SchemaDefinition schema = SchemaDefinition.Create(row);
        schema[nameof(NumberRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features.Rows[0].Length);
        return schema;
    }

    private float[] Single(double[] row) => [.. (_scale?.Apply(row) ?? row).Select(value => (float)value)];

    private sealed class NumberRow
    {
        public float[] Features { get; set; } = [];

        public float Label { get; set; }
    }

    private sealed class ClassRow
    {
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }
    }
}
