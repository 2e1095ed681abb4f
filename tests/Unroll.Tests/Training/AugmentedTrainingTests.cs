using Unroll.Augmentations;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Contracts;
using Unroll.Training;

namespace Unroll.Tests.Training;

/// <summary>Trainings with augmentations: reproducible, resumable, and refused where they make no sense.</summary>
public sealed class AugmentedTrainingTests : IDisposable
{
    private static readonly Augmentation[] _all =
        [new Jitter(0.1f), new Scaling(0.2f), new Crop(0.7f), new TimeWarp(0.3f), new Mixup(0.4f)];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("unroll-augmentation-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_seed_gives_the_same_bits_on_any_number_of_threads_and_with_prefetching()
    {
        float[] expected = Train(new FitOptions { Threads = 1, Prefetch = Prefetch.Never });

        Assert.Equal(expected, Train(new FitOptions { Threads = 3, Prefetch = Prefetch.Never }));
        Assert.Equal(expected, Train(new FitOptions { Threads = 2, Prefetch = Prefetch.Always }));
        Assert.NotEqual(expected, Train(new FitOptions { Threads = 1 }, augment: []));
    }

    [Fact]
    public void Sequences_in_buckets_by_length_are_augmented_with_the_same_bits()
    {
        float[] expected = Train(new FitOptions { Threads = 1, BucketByLength = true }, lengths: true);

        Assert.Equal(expected, Train(new FitOptions { Threads = 2, BucketByLength = true, Prefetch = Prefetch.Always }, lengths: true));
        Assert.All(expected, weight => Assert.True(float.IsFinite(weight)));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    public void A_training_that_was_stopped_goes_on_with_the_same_bits(int batches)
    {
        float[] expected = Train(default);
        TrainingCheckpoint checkpoint = new(Path.Combine(_folder.FullName, "stopped"));
        using CancellationTokenSource cancellation = new();
        int seen = 0;
        HookedCallback stop = new()
        {
            BatchEnd = _ =>
            {
                if (++seen == batches)
                {
                    cancellation.Cancel();
                }
            },
        };
        Train(new FitOptions { Checkpoint = checkpoint, CancellationToken = cancellation.Token, Callbacks = [stop] });

        Assert.Equal(expected, Train(new FitOptions { Checkpoint = checkpoint, Callbacks = [new HookedCallback()] }));
    }

    [Fact]
    public void A_checkpoint_of_other_augmentations_is_refused()
    {
        TrainingCheckpoint checkpoint = new(Path.Combine(_folder.FullName, "other"));
        Train(new FitOptions { Checkpoint = checkpoint });

        InputException exception = Assert.Throws<InputException>(
            () => Train(new FitOptions { Checkpoint = checkpoint }, augment: [new Jitter(0.2f)]));
        Assert.Contains("augment", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validation_samples_stay_as_they_are()
    {
        Model model = Network();
        ArraySource validation = Source(9);
        History history = model.Fit(Source(1), new FitOptions { Augment = _all, Validation = validation });

        Assert.Equal(model.Evaluate(validation).Loss, history.Epochs[0].ValidationLoss!.Value, 1e-6);
    }

    [Fact]
    public void The_task_of_telling_two_waves_apart_is_learned_with_all_augmentations()
    {
        Model model = Network();
        model.Fit(Source(1), new FitOptions { Epochs = 40, BatchSize = 8, Augment = _all, Seed = 1 });

        // Targets are 0 and 1: their mean alone leaves 0.25.
        Assert.InRange(model.Evaluate(Source(2)).Loss, 0, 0.1);
    }

    [Fact]
    public void Mixtures_of_class_indices_are_refused()
    {
        Model model = new Sequential(new Lstm(4), new Dense(2, new DenseOptions { Activation = ActivationFunction.Softmax }));
        model.Compile(new Adam(), new SparseCategoricalCrossEntropy());

        Assert.Contains("categorical-crossentropy", Refusal(model, Source(1), new Mixup()), StringComparison.Ordinal);
    }

    [Fact]
    public void Mixtures_beside_a_metric_of_classes_are_refused()
    {
        Model model = new Sequential(new Lstm(4), new Dense(1, new DenseOptions { Activation = ActivationFunction.Sigmoid }));
        model.Compile(new Adam(), new BinaryCrossEntropy(), new Accuracy(TargetKind.Binary, 0.5f));

        Assert.Contains("accuracy", Refusal(model, Source(1), new Mixup()), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Moving_steps_in_time_is_refused_where_each_step_has_a_target()
    {
        Model model = new Sequential(new Lstm(4, new LstmOptions { ReturnSequences = true }), new Dense(1));
        model.Compile(new Adam(), new MeanSquaredError());
        ArraySource source = new(new float[10, 6, 1], new float[10, 6, 1]);

        Assert.Contains("crop", Refusal(model, source, new Crop()), StringComparison.Ordinal);
    }

    [Fact]
    public void Moving_steps_in_time_is_refused_where_there_are_no_steps()
    {
        Model model = new Sequential(new Dense(1));
        model.Compile(new Adam(), new MeanSquaredError());

        ArraySource source = new(new float[10, 3], new float[10, 1]);
        Assert.Contains("time-warp", Refusal(model, source, new TimeWarp()), StringComparison.Ordinal);
    }

    [Fact]
    public void Indices_are_not_augmented()
    {
        Model model = new Sequential(new Embedding(5, 3), new Lstm(4), new Dense(1));
        model.Compile(new Adam(), new MeanSquaredError());

        ArraySource source = new(new float[10, 6, 1], new float[10, 1]);
        Assert.Contains("indices", Refusal(model, source, new Jitter()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_batch_optimizer_refuses_augmentations()
    {
        Model model = new Sequential(new Lstm(4), new Dense(1));
        model.Compile(new Lbfgs(), new MeanSquaredError());

        Assert.Contains("another optimizer", Refusal(model, Source(1), new Jitter()), StringComparison.Ordinal);
    }

    private static string Refusal(Model model, SampleSource samples, Augmentation augmentation) =>
        Assert.Throws<ArgumentException>(() => model.Fit(samples, new FitOptions { Augment = [augmentation] })).Message;

    private static float[] Train(FitOptions options, bool lengths = false, IReadOnlyList<Augmentation>? augment = null)
    {
        Model model = Network();
        ArraySource source = Source(1);
        if (lengths)
        {
            source.WithLengths(0, [.. Enumerable.Range(0, source.Count).Select(sample => 4 + (sample % 13))]);
        }

        model.Fit(source, options with { Epochs = 3, BatchSize = 12, Seed = 5, Augment = augment ?? _all });
        return model.GetWeights();
    }

    private static Model Network()
    {
        Model model = new Sequential(new Lstm(6), new Dense(1)) { Seed = 3 };
        model.Compile(new Adam { LearningRate = 0.02f }, new MeanSquaredError());
        return model;
    }

    /// <summary>Slow and fast waves with noise, of 16 steps; the target tells which they are.</summary>
    private static ArraySource Source(ulong seed)
    {
        const int count = 60, steps = 16;
        RandomStream random = new(seed);
        float[,,] inputs = new float[count, steps, 1];
        float[,] targets = new float[count, 1];
        for (int sample = 0; sample < count; sample++)
        {
            targets[sample, 0] = sample % 2;
            double phase = random.NextDouble() * Math.Tau, speed = sample % 2 == 0 ? 0.3 : 1.2;
            for (int t = 0; t < steps; t++)
            {
                inputs[sample, t, 0] = (float)(Math.Sin(phase + (speed * t)) + (0.1 * random.NextNormal()));
            }
        }

        return new ArraySource(inputs, targets);
    }
}
