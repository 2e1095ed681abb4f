using System.Globalization;
using Unroll.Catalogue;
using Unroll.Data;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tasks.Recipes;
using Unroll.Training;

namespace Unroll.Tasks.Learning;

/// <summary>The training of a plan's networks: as many as the recipe's ensemble has, each with its own seed.</summary>
/// <param name="recipe">The recipe.</param>
/// <param name="build">Makes a network by its number, from 0, and its seed.</param>
/// <param name="seed">The seed of the run.</param>
/// <param name="options">Threads, callbacks, checkpoints and cancellation.</param>
/// <param name="before">Networks of the run that are trained before these, those of other members of an ensemble.</param>
/// <param name="total">Networks of the run.</param>
internal sealed class NetworkTraining(
    Recipe recipe, Func<int, ulong, Model> build, ulong seed, LearnerOptions options, int before, int total)
{
    // Short epochs are not spent writing, and a training that is killed loses little.
    private static readonly TimeSpan _checkpointInterval = TimeSpan.FromSeconds(1);

    private static readonly Block<Optimizer> _adam = new(Optimizer.Catalogue.Find("adam")!, new SettingValues());

    /// <summary>Trains. A cancelled training gives the networks of which an epoch was finished.</summary>
    /// <param name="plan">The training and validation samples.</param>
    /// <param name="stage">The fold, and whether its networks are trained anew, which checkpoints are named after.</param>
    /// <param name="like">
    /// The courses that the trainings are to have, a network each, for a plan without validation; null for those of the recipe.
    /// </param>
    public TrainedNetworks Train(TaskPlan plan, TrainingStage stage, IReadOnlyList<TrainingCourse>? like = null)
    {
        CancellationToken stop = options.CancellationToken;
        List<Model> networks = [];
        List<History> histories = [];
        bool isStopped = false;
        try
        {
            do
            {
                int number = histories.Count;
                options.Progress?.OnNetworkBegin(stage.Fold, before + number + 1, total);
                Model network = Interruptible.Run(() => build(number, SeedOf(number)), stop);
                plan.Learned.CheckHead(network);
                if (number < recipe.Variants.Count)
                {
                    EmbeddingInputs.Check(recipe.Variants[number], plan, network);
                }

                RequireOwnSeed(network, networks);
                SnapshotEnsemble? snapshots = recipe.Train.Snapshots > 1 ? new(recipe.Train.Snapshots) : null;
                History history = FitUntilStopped(network, plan, new Place(stage, before + number + 1, like?[number], snapshots));
                isStopped = history.StopReason == StopReason.Cancelled;
                if (!isStopped || history.Epochs.Count > 0)
                {
                    networks.AddRange(snapshots is { Weights.Count: > 0 } ? Copies(snapshots.Weights, number) : [network]);
                    histories.Add(history);
                    RequireNetwork(history);
                }
            }
            while (histories.Count < recipe.Trainings && !isStopped);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            isStopped = true;
        }

        return new TrainedNetworks(networks, histories, isStopped);
    }

    /// <summary>The seed of one of the networks: the first has that of the run, the others follow from it.</summary>
    internal ulong SeedOf(int network) =>
        before + network == 0 ? seed : new RandomStream(seed, (ulong)(before + network)).NextUInt64();

    /// <summary>Trains; before an epoch is finished, there is nothing that a stop would have to wait for.</summary>
    private History FitUntilStopped(Model network, TaskPlan plan, Place place)
    {
        using CancellationTokenSource abandon = new();
        FinishedEpochs finished = new();
        using CancellationTokenRegistration registration = options.CancellationToken.Register(() =>
        {
            if (!finished.Any)
            {
                abandon.Cancel();
            }
        });
        return Interruptible.Run(() => Fit(network, plan, place, finished), abandon.Token);
    }

    /// <summary>A network for each snapshot of a training.</summary>
    private IEnumerable<Model> Copies(IReadOnlyList<float[]> snapshots, int number) => snapshots.Select(weights =>
    {
        Model copy = build(number, SeedOf(number));
        copy.SetWeights(weights);
        return copy;
    });

    /// <summary>Compiles and trains; settings that exclude one another are errors of the recipe.</summary>
    private History Fit(Model network, TaskPlan plan, Place place, Callback further)
    {
        Compile(network, plan);
        RequireMemory(network);
        try
        {
            SampleSource training = plan.Training(network);
            FitOptions fit = FitOptionsOf(plan, network, place, further);
            IReadOnlyList<Callback> changing = plan.CallbacksFor(training, network.Seed);

            // What a callback changes from epoch to epoch must not be read before.
            return network.Fit(training, fit with
            {
                Callbacks = [.. fit.Callbacks ?? [], .. changing],
                Prefetch = changing.Count > 0 ? Prefetch.Never : fit.Prefetch,
            });
        }
        catch (ArgumentException exception) when (exception.GetType() == typeof(ArgumentException))
        {
            throw recipe.Error(FieldOf(exception), exception);
        }
    }

    /// <summary>Compiles; an end that no loss can learn from, such as softmax over one unit, is an error of the model.</summary>
    private void Compile(Model network, TaskPlan plan)
    {
        IReadOnlyList<OutputLoss> losses = OutputLosses.Of(recipe, plan.Learned, network);
        try
        {
            network.Compile(CreateOptimizer(), losses);
        }
        catch (ArgumentException exception) when (exception.GetType() == typeof(ArgumentException))
        {
            throw recipe.Error("model", exception);
        }
    }

    /// <summary>Refuses networks that do not fit into memory together with what their training keeps of each weight.</summary>
    private void RequireMemory(Model network)
    {
        double available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        double gradients = (double)sizeof(float) * network.ParameterCount, kept = gradients * (1 + network.Optimizer!.SlotCount);
        if (kept + gradients > available)
        {
            throw recipe.Error("model",
                $"training takes at least {ByteFormatter.Format(kept + gradients)} for " +
                $"{CountFormatter.Format(network.ParameterCount, "weights")}, their gradients and "
                + $"the optimizer's state, but this process may use {ByteFormatter.Format(available)}. Make the layers smaller.");
        }

        if ((kept * recipe.Train.Ensemble) + gradients > available)
        {
            throw recipe.Error("train.ensemble",
                $"{CountFormatter.Format(recipe.Train.Ensemble, "networks")} take at least " +
                $"{ByteFormatter.Format(kept * recipe.Train.Ensemble)}, but this process may use "
                + $"{ByteFormatter.Format(available)}. Give fewer, or make the layers smaller.");
        }
    }

    /// <summary>The setting of a training that an error names, of those that the recipe gives.</summary>
    private string FieldOf(Exception exception)
    {
        SettingValues given = TrainRecipe.Section.ReadBack(recipe.Train);
        string[] words = RecipeTerms.Of(exception, TrainRecipe.Section.Settings).Split(' ', '.', ',', ':');
        Setting[] named = [.. words.SelectMany(word => TrainRecipe.Section.Settings.Where(setting => setting.Name == word))];
        Setting? wrong = named.FirstOrDefault(given.IsGiven) ?? named.FirstOrDefault();
        return wrong is null ? "train" : $"train.{wrong.Name}";
    }

    private FitOptions FitOptionsOf(TaskPlan plan, Model network, Place place, Callback further)
    {
        TrainRecipe train = recipe.Train;
        string checkpoint = string.Create(CultureInfo.InvariantCulture, $"{place.Stage.Name}-network-{place.Number}.safetensors");
        return new FitOptions
        {
            Epochs = place.Course?.Epochs ?? train.Epochs,
            BatchSize = train.BatchSize,
            StepsPerEpoch = train.StepsPerEpoch ?? 0,
            Shuffle = train.Shuffle && !plan.IsOrdered,
            Augment = [.. train.Augment.Select(augmentation => augmentation.Create())],
            AugmentedFeatures = plan.Learned.AugmentedInputs,
            AccumulationSteps = train.AccumulationSteps,
            TruncatedSteps = train.TruncatedSteps,
            WeightAverage = train.WeightAverage?.Create(),
            BucketByLength = (train.BucketByLength || plan.BucketsByLength) && plan.Training(network).HasLengths(0),
            Validation = plan.Validation(network),
            Threads = options.Threads,
            Callbacks = [further, .. Callbacks(place, plan.Validation(network) is not null)],
            Checkpoint = options.CheckpointFolder is { } folder
                ? new TrainingCheckpoint(Path.Combine(folder, checkpoint))
                {
                    MinInterval = _checkpointInterval,
                    Failed = exception => options.Progress?.OnCheckpointFailed(exception.Message),
                }
                : null,
            CancellationToken = options.CancellationToken,
        };
    }

    /// <summary>The optimizer of the recipe, with its learning rate and clipping where they stand beside it.</summary>
    private Optimizer CreateOptimizer()
    {
        Optimizer optimizer = (recipe.Train.Optimizer ?? _adam).Create();
        optimizer.Clipping = recipe.Train.Clipping?.Create() ?? optimizer.Clipping;
        optimizer.LearningRate = recipe.Train.LearningRate ?? optimizer.LearningRate;
        return optimizer;
    }

    /// <summary>The callbacks that the recipe asks for, then further ones.</summary>
    private List<Callback> Callbacks(Place place, bool hasValidation)
    {
        TrainRecipe train = recipe.Train;
        List<Callback> callbacks = [];
        if (train.Schedule is { } schedule)
        {
            callbacks.Add(new LearningRateScheduler(schedule.Create()) { Epochs = train.Epochs });
        }

        if (place.Snapshots is { } snapshots)
        {
            callbacks.Add(snapshots);
        }

        if (train.ReduceLearningRateOnPlateau is { } plateau)
        {
            callbacks.Add(place.Course is { } course
                ? new LearningRateScheduler(new RecordedRates(course.LearningRates)) : new ReduceLearningRateOnPlateau(plateau));
        }

        // Also without early stopping: it is what keeps the best weights. By the training loss they are only where that is asked for.
        if (place.Course is null && place.Snapshots is null
            && (train.EarlyStopping is not null || (train.RestoreBestWeights && hasValidation)))
        {
            callbacks.Add(
                new EarlyStopping(
                    (train.EarlyStopping
                        ?? new EarlyStoppingOptions { Patience = int.MaxValue }) with
                    { RestoreBestWeights = train.RestoreBestWeights }));
        }

        callbacks.AddRange(options.Callbacks ?? []);
        if (options.Progress is { } progress)
        {
            callbacks.Add(progress);
        }

        return callbacks;
    }

    /// <summary>Refuses networks made in code whose seeds are alike: they would be one network, trained several times.</summary>
    private static void RequireOwnSeed(Model network, List<Model> others)
    {
        if (others.Any(other => other.Seed == network.Seed))
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"Two networks of the ensemble have the seed {network.Seed}, so that they would be the same. Give a function that takes "
                + $"the seed: (input, seed) => new Graph(…) {{ Seed = seed }}."));
        }
    }

    /// <summary>A training that diverged has a network to keep only where the best weights of its epochs were restored.</summary>
    private void RequireNetwork(History history)
    {
        if (history.StopReason == StopReason.NonFinite && (history.BestEpoch is null || !recipe.Train.RestoreBestWeights))
        {
            string cause = NonFiniteWeightsException.Reason(history);
            throw new NonFiniteWeightsException($"{cause} There is no network to keep.") { Cause = cause };
        }
    }

    /// <summary>The place of a network among those that are trained.</summary>
    private readonly record struct Place(TrainingStage Stage, int Number, TrainingCourse? Course, SnapshotEnsemble? Snapshots);

    /// <summary>Knows whether an epoch was finished.</summary>
    private sealed class FinishedEpochs : Callback
    {
        private volatile bool _any;

        public bool Any => _any;

        public override void OnEpochEnd(TrainingContext context) => _any = true;
    }
}
