using System.Diagnostics;
using Unroll.Data;
using Unroll.Models;
using Unroll.Optimizers;

namespace Unroll.Training;

/// <content>The start of a training: its validation samples, its initial weights, its threads, and which loop it needs.</content>
internal sealed partial class Trainer
{
    public static History Fit(Model model, SampleSource training, in FitOptions options)
    {
        SampleSource? validation = options.Validation;
        if (options.ValidationSplit > 0)
        {
            if (validation is not null)
            {
                throw new ArgumentException("Both Validation and ValidationSplit are given: give one of them.", nameof(options));
            }

            int kept = training.Count - (int)(training.Count * options.ValidationSplit);
            validation = new SubsetSource(training, kept, training.Count - kept);
            training = new SubsetSource(training, 0, kept);
        }

        if (training.Count == 0)
        {
            throw new ArgumentException("There are no samples to train on: give at least one.", nameof(training));
        }

        if (validation is { Count: 0 })
        {
            throw new ArgumentException("The validation part has no samples: give more data or a larger ValidationSplit.", nameof(options));
        }

        TrainingRequirements.Check(model, training, options);
        using IDisposable used = Callback.Use(options.Callbacks);
        long start = Stopwatch.GetTimestamp();
        using var team = new WorkerTeam(options.Threads);
        if (!TryDrawWeights(model, options, team))
        {
            return new History([], StopReason.Cancelled, null, Stopwatch.GetElapsedTime(start));
        }

        if (model.Optimizer is FullBatchOptimizer fullBatch)
        {
            return FullBatchTrainer.Fit(model, fullBatch, training, validation, options, team);
        }

        using var trainer = new Trainer(model, training, validation, options, team);
        return trainer.Run();
    }

    /// <summary>Draws the initial weights, with all threads, unless a checkpoint will replace them.</summary>
    /// <returns>Whether it was not cancelled.</returns>
    private static bool TryDrawWeights(Model model, FitOptions options, WorkerTeam team)
    {
        if (options.Checkpoint is { } checkpoint && File.Exists(checkpoint.Path))
        {
            return true;
        }

        try
        {
            team.Run(1, _ => model.DrawWeights(options.CancellationToken));
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
