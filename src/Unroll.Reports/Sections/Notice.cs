using Unroll.Reports.Html;
using Unroll.Tasks.Learning;
using Unroll.Training;

namespace Unroll.Reports.Sections;

/// <summary>The warnings of a report.</summary>
internal static class Notice
{
    /// <summary>The notices of a run: an interrupted or diverged training, a walk forward, and what the task warns of.</summary>
    public static IEnumerable<Markup> Of(TrainingRun run)
    {
        if (run.Histories.FirstOrDefault(history => history.StopReason == StopReason.Cancelled) is { } stopped)
        {
            yield return Of(
                "Training was interrupted", $"It was stopped after {Epochs(stopped)}, so the figures are those of an unfinished network.");
        }

        if (run.Histories.FirstOrDefault(history => history.StopReason == StopReason.NonFinite) is { } diverged)
        {
            yield return Of(
                "Training diverged",
                $"The loss became infinite or not a number after {Epochs(diverged)}. {diverged.StopDetail} A lower "
                + "train.learning-rate or train.clip-norm: 1 usually helps.");
        }

        if (run.Folds.Count > 0 && !Names.IsWalkForward(run))
        {
            yield return Of(
                "Cross-validation",
                $"The series are divided into {CountFormatter.Format(run.Folds.Count, "folds")}, each judged by networks trained on "
                + "the others.");
        }
        else if (run.Folds.Count > 0)
        {
            yield return Of(
                "Walk forward",
                $"The test part is {CountFormatter.Format(run.Folds.Count, "tests")} one after the other, "
                + "each of networks trained on what came before it.");
        }

        if (run.Refit is { } refit)
        {
            yield return Of(
                "Trained on the validation part too",
                $"The networks were trained anew on the {refit.Summary}: figures of the test part are of these networks, those of the "
                + "validation part are of the networks before, whose errors there prediction intervals are calibrated on.");
        }

        if (run.Final is { } final)
        {
            yield return Of(
                "Fitted on all data",
                "After the evaluation, the networks were trained anew on all "
                + $"{CountFormatter.Format(final.Data.Samples, final.Data.Unit)}{FinalTraining.Describe(final.Epochs, ", for ")}: "
                + "the run predicts with these, while all figures are those of the "
                + "networks that did not see the test part.");
        }

        foreach (string warning in run.Warnings)
        {
            yield return Of("Mind", warning);
        }
    }

    private static Markup Of(string title, string text) => Markup.Of($"<p class=\"notice\" role=\"note\"><b>{title}.</b> {text}</p>\n  ");

    private static string Epochs(History history) => CountFormatter.Format(history.Epochs.Count, "epochs");
}
