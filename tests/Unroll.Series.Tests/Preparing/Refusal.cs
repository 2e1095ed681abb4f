namespace Unroll.Series.Tests.Preparing;

internal static class Refusal
{
    /// <summary>What is done must be refused, with a message that holds a text.</summary>
    public static void Of(string text, Func<object?> action)
    {
        InputException exception = Assert.ThrowsAny<InputException>(action);
        Assert.Contains(text, exception.Message, StringComparison.Ordinal);
    }
}
