using Unroll.Training;

namespace Unroll.Tasks.Learning;

/// <summary>A training diverged: its loss or gradient became infinite or NaN, so that there is no network to keep.</summary>
/// <param name="message">What happened, and what to do.</param>
public sealed class NonFiniteWeightsException(string message) : InputException(message)
{
    /// <summary>Why, and what to do in the recipe, where other networks can take the place of those that diverged.</summary>
    internal string Cause { get; init; } = message;

    /// <summary>Why a training diverged, and what to do in the recipe, in whole sentences.</summary>
    /// <param name="history">Its history.</param>
    public static string Reason(History history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return $"Training diverged. {history.StopDetail ?? "The loss became infinite or not a number."} In the recipe, lower "
            + $"train.learning-rate, or set train.clip-norm: 1.";
    }
}
