namespace Unroll.Tasks.Learning;

/// <summary>A training was stopped before its first epoch was finished, so that there is nothing to keep.</summary>
internal sealed class NothingLearnedException()
    : OperationCanceledException("stopped before the first epoch was finished, so nothing is kept.");
