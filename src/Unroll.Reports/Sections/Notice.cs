using Unroll.Reports.Html;
using Unroll.Training;

namespace Unroll.Reports.Sections;

/// <summary>What must be known before the figures of a report are believed.</summary>
internal static class Notice
{
    /// <summary>A notice.</summary>
    /// <param name="title">What it is about.</param>
    /// <param name="text">Sentences.</param>
    public static Markup Of(string title, string text) => Markup.Of($"<p class=\"notice\" role=\"note\"><b>{title}.</b> {text}</p>");

    /// <summary>A training that was interrupted, or that diverged; nothing of one that went well.</summary>
    /// <param name="interrupted">Whether the run was interrupted.</param>
    /// <param name="histories">How the training of each network went.</param>
    public static IEnumerable<Markup> OfTraining(bool interrupted, IReadOnlyList<History> histories)
    {
        if (interrupted || histories.Any(history => history.StopReason == StopReason.Cancelled))
        {
            History stopped = histories.FirstOrDefault(history => history.StopReason == StopReason.Cancelled) ?? histories[0];
            yield return Of("Training was interrupted", $"It was stopped after {Epochs(stopped)}, so the figures are those of an unfinished network.");
        }

        if (histories.FirstOrDefault(history => history.StopReason == StopReason.NonFinite) is { } diverged)
        {
            yield return Of(
                "Training diverged",
                $"The loss became infinite or not a number after {Epochs(diverged)}. A lower learning rate or clip-norm: 1 usually helps.");
        }
    }

    private static string Epochs(History history) => Figures.Count(history.Epochs.Count, "epoch");
}
