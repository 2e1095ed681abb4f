namespace Unroll.Tests.Golden;

/// <summary>Nothing in the golden folder may go unnoticed.</summary>
public sealed class GoldenSupportTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Unknown_kind_fails()
    {
        var error = Assert.Throws<NotSupportedException>(
            () => GoldenSupport.RequireKnown(Case("new_case", """{"kind": "mystery", "units": 2}""")));
        Assert.Contains("mystery", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Case_without_a_kind_that_nobody_knows_fails() =>
        Assert.Throws<NotSupportedException>(() => GoldenSupport.RequireKnown(Case("keras_new_network", """{"note": "lstm and more"}""")));

    [Theory]
    [InlineData("""{"kind": "lstm", "units": 2}""")]
    [InlineData("""{"kind": "lstm", "units": 2, "bidirectional": "concat"}""")]
    [InlineData("""{"kind": "lstm", "units": 2, "go_backwards": true}""")]
    [InlineData("""{"kind": "gru", "units": 2, "bidirectional": false, "reset_after": true, "seed": 3}""")]
    public void Layer_that_exists_is_run(string config) => Assert.True(GoldenSupport.IsKnown(Case("new_case", config)));

    private GoldenCase Case(string name, string config)
    {
        File.WriteAllText(
            _path,
            $$"""{"case": "{{name}}", "peer": "a peer", "config": {{config}}, """ +
            """ "tensors": {"output": {"shape": [1, 1, 2], "data": [1, 2.5]} } }""");
        return GoldenCase.Read(_path);
    }
}
