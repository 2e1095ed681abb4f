using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Unroll.Audio;
using Unroll.Reports;

namespace Unroll.PublicApi.Tests.Snippets;

/// <summary>The blocks of C# of a page, each compiled like the Program.cs of a console project that has the libraries of Unroll.</summary>
internal sealed partial class SnippetPage
{
    private static readonly CSharpParseOptions _options = new(LanguageVersion.Latest);

    private static readonly MetadataReference[] _references =
    [
        .. from path in ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
           select MetadataReference.CreateFromFile(path),
    ];

    private static readonly string[] _implicit =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading",
        "System.Threading.Tasks",
    ];

    private static readonly string[] _libraries =
    [
        "System.Data.Common", "System.Numerics.Tensors", "System.Text.Json.Nodes", "Npgsql",
        .. (from type in (Type[])[typeof(AudioBlocks), typeof(ReportWriter)]
            from name in type.Assembly.GetReferencedAssemblies().Append(type.Assembly.GetName())
            where name.Name!.StartsWith("Unroll", StringComparison.Ordinal)
            from exported in Assembly.Load(name).GetExportedTypes()
            select exported.Namespace).Distinct().Order(),
    ];

    private readonly SyntaxTree[] _blocks;
    private readonly SyntaxTree _given;

    /// <param name="text">The page's Markdown.</param>
    /// <param name="given">Static fields for the names that blocks take from the text around them.</param>
    public SnippetPage(string text, string given)
    {
        _blocks = [.. Block().Matches(text).Select(match => Tree(match.Groups[1].Value))];
        _given = Tree($"{Usings("using", _implicit.Union(_libraries))}public static class Given {{ {given} }}");
    }

    /// <summary>Whether a page has blocks of C#.</summary>
    public static bool HasBlocks(string text) => Block().IsMatch(text);

    /// <summary>
    /// The compiler's errors, each with its line. A block sees the usings and the types of the blocks before it; where there are no usings
    /// yet, all namespaces, as an editor would add them.
    /// </summary>
    public IReadOnlyList<string> Errors() => [.. Enumerable.Range(0, _blocks.Length).SelectMany(Errors)];

    /// <summary>
    /// The namespaces of types and extensions that the blocks name, beyond those that a project has of itself: what a reader needs usings
    /// of. None where the blocks have usings.
    /// </summary>
    public IReadOnlyList<string> Namespaces() => Array.Exists(_blocks, block => Root(block).Usings.Count > 0)
        ? []
        : [.. Enumerable.Range(0, _blocks.Length).SelectMany(Namespaces).Distinct().Except(_implicit).Order(StringComparer.Ordinal)];

    private IEnumerable<string> Namespaces(int index)
    {
        SemanticModel model = Compile(index).GetSemanticModel(_blocks[index]);
        foreach (SimpleNameSyntax name in Root(_blocks[index]).DescendantNodes().OfType<SimpleNameSyntax>())
        {
            ISymbol? symbol = model.GetSymbolInfo(name).Symbol;
            bool isExtension = symbol is IMethodSymbol { ReducedFrom: not null } || symbol?.ContainingType is { IsExtension: true };
            if ((isExtension || symbol is INamedTypeSymbol { ContainingType: null })
                && symbol!.ContainingNamespace is { IsGlobalNamespace: false } space)
            {
                yield return space.ToDisplayString();
            }
        }
    }

    private IEnumerable<string> Errors(int index) =>
        from found in Compile(index).GetDiagnostics()
        where found.Severity == DiagnosticSeverity.Error
        let line = found.Location.SourceTree?.GetText().Lines[found.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim()
        select $"{found.GetMessage(CultureInfo.InvariantCulture)} In: {line}";

    private CSharpCompilation Compile(int index)
    {
        SyntaxTree[] before = _blocks[..index];
        string[] own = [.. _blocks[..(index + 1)].SelectMany(block => Root(block).Usings.Select(line => line.Name!.ToString()))];
        string[] names = own.Length > 0 ? own : _libraries;
        SyntaxTree usings = Tree($"{Usings("global using", _implicit.Union(names))}global using static Given;\n");
        OutputKind kind = Root(_blocks[index]).Members.OfType<GlobalStatementSyntax>().Any()
            ? OutputKind.ConsoleApplication
            : OutputKind.DynamicallyLinkedLibrary;
        SyntaxTree[] types = [.. before.Where(block => Root(block).Members.OfType<BaseTypeDeclarationSyntax>().Any())];
        return CSharpCompilation.Create("Page", [usings, _given, .. types, _blocks[index]], _references, new(kind));
    }

    private static string Usings(string keyword, IEnumerable<string> names) => string.Concat(names.Select(name => $"{keyword} {name};\n"));

    private static SyntaxTree Tree(string text) => CSharpSyntaxTree.ParseText(text, _options);

    private static CompilationUnitSyntax Root(SyntaxTree tree) => tree.GetCompilationUnitRoot();

    [GeneratedRegex(@"```csharp\r?\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
